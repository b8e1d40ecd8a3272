/* limits.h — every bound in one place, each with its reason.
 *
 * A document that exceeds one is cut or rejected with DTL_LIMIT; nothing in
 * the library grows without one of these above it.
 */
#ifndef DATELINE_BASE_LIMITS_H
#define DATELINE_BASE_LIMITS_H

/* Longest document text, bytes. The longest wire story seen has 60 KB, a
 * whole legal report 3 MB; spans are 32 bit and work memory is about 40
 * times the text. */
#define DTL_MAX_TEXT_BYTES ((size_t)8 << 20)

/* Longest line of a JSON-lines file, bytes: the text above, escaped. */
#define DTL_MAX_LINE_BYTES ((size_t)32 << 20)

/* Most of a document's memory, bytes; reached means DTL_NOMEM for it. */
#define DTL_MAX_ARENA_BYTES ((size_t)1 << 30)

/* Bytes written for one document: explanations take about 200 times the
 * text, so this is reached by hostile input alone. */
#define DTL_MAX_OUTPUT_BYTES ((size_t)1 << 31)

/* Tokens of one sentence that are analysed together. Attention over heads
 * is quadratic; the longest sentence of the newswire has 170 words. Longer
 * ones are cut at the best mark before the limit. */
#define DTL_MAX_SENTENCE_TOKENS 400

/* Tokens of one document: bounds the work on hostile text. */
#define DTL_MAX_DOC_TOKENS ((uint32_t)1 << 21)

/* Bytes of one token; a longer run of letters is cut. */
#define DTL_MAX_TOKEN_BYTES 512

/* Bytes of a document id, title, source or url that are kept. */
#define DTL_MAX_FIELD_BYTES ((size_t)4096)

/* Depth of folders that are walked, against link loops. */
#define DTL_MAX_FOLDER_DEPTH 32

/* Names of one folder, and bytes of a path: bound the memory of a walk. */
#define DTL_MAX_FOLDER_ENTRIES ((uint32_t)1 << 22)
#define DTL_MAX_PATH_BYTES ((size_t)4096)

/* Values and nesting of one JSON line: bound the memory of its tree, about
 * 100 bytes a value. Annotated articles have some thousand values. */
#define DTL_MAX_JSON_VALUES ((size_t)1 << 18)
#define DTL_MAX_JSON_DEPTH 32

/* Words of one document whose vector is kept for the coder, 256 bytes each:
 * the longest story has some thousand; later words go without. */
#define DTL_MAX_DOC_VECTORS ((uint32_t)1 << 16)

/* Tellings of events in one document. The richest gold story has 40, a book
 * of wire briefs some thousands; merging looks back over a fixed number. */
#define DTL_MAX_DOC_TELLINGS ((uint32_t)1 << 16)

/* Threads of one batch. */
#define DTL_MAX_JOBS 256

/* Sections of one .dtlx file, and bytes of a section's name with its NUL. */
#define DTL_MAX_PACK_SECTIONS 4096
#define DTL_MAX_SECTION_NAME 48

/* Different place names of one document: each has up to 64 candidates of
 * 130 bytes; the longest story seen has 160. */
#define DTL_MAX_PLACE_NAMES 4096

/* Lines of a user's list of places, and memory for their names: the GeoNames
 * tables of most countries have below half a million rows. */
#define DTL_MAX_OWN_PLACES ((uint32_t)1 << 20)
#define DTL_MAX_OWN_PLACE_BYTES ((size_t)1 << 29)

/* A user's files of actors: bytes of one, bytes of a line, entries (a name
 * with one of its codes) of all together, different sets of words and what
 * one phrase may become with them, lines told as bad before the rest is only
 * counted. The dictionaries in use have 1.5 MB, 160 bytes, 60,000 entries. */
#define DTL_MAX_OWN_ACTOR_FILE ((size_t)1 << 26)
#define DTL_MAX_OWN_ACTOR_LINE ((size_t)4096)
#define DTL_MAX_OWN_ACTORS ((uint32_t)1 << 20)
#define DTL_MAX_OWN_SETS 256u
#define DTL_MAX_OWN_EXPANSIONS 256u
#define DTL_MAX_OWN_REPORTS 20u

/* Bytes of a code in a user's file; the longest in use have 15. */
#define DTL_MAX_OWN_CODE 24

/* Files of actors of one run. */
#define DTL_MAX_OWN_ACTOR_FILES 32u

/* Calls from other languages: bytes of an engine's options, 32 paths of 4096
 * bytes and some more; of the warnings kept of one call, a page of them. */
#define DTL_MAX_CALL_OPTION_BYTES (1 << 20)
#define DTL_MAX_CALL_WARNING_BYTES ((size_t)1 << 14)

/* Documents and bytes of one transaction of the store, and bytes that wait
 * for it: a crash costs the coding of these again, a second writer waits
 * this long, and the log of the store stays small. */
#define DTL_STORE_BATCH_DOCS 128
#define DTL_STORE_BATCH_BYTES ((size_t)4 << 20)
#define DTL_STORE_QUEUE_BYTES ((size_t)16 << 20)

/* Names, and places, that a connection remembers to have written, and the
 * memory for them. */
#define DTL_STORE_SEEN ((uint32_t)1 << 18)
#define DTL_STORE_SEEN_BYTES ((size_t)64 << 20)

/* Milliseconds that a writer waits for another one. */
#define DTL_STORE_BUSY_MS 30000

/* Times that a transaction is tried where others hold what it needs. */
#define DTL_STORE_TRIES 8

/* Bytes of a line of event data from elsewhere: rows with all names of a
 * long story have some tens of thousands. */
#define DTL_MAX_IMPORT_LINE ((size_t)1 << 20)

/* Rows and bytes of one transaction of an import: large enough that waiting
 * for the disk costs little, small enough to be done again. */
#define DTL_IMPORT_BATCH_ROWS ((size_t)8192)
#define DTL_IMPORT_BATCH_BYTES ((size_t)32 << 20)

/* Memory of a batch: its rows, and what reading the last one took. */
#define DTL_IMPORT_ARENA_BYTES ((size_t)256 << 20)

/* Documents linked at once, and scored pairs between them, 16 for each: a
 * pair takes 44 bytes and the slack of growing lists, below 24 GB in all. */
#define DTL_MAX_LINK_DOCS ((uint32_t)1 << 24)
#define DTL_MAX_LINK_PAIRS ((uint64_t)1 << 28)

/* Different lemmas of one linked document, the first ones: a long report has
 * some 700. All postings of a collection: a thousand million, 6 GB. */
#define DTL_MAX_LINK_TERMS ((uint32_t)1024)
#define DTL_MAX_LINK_POSTINGS ((uint64_t)1 << 30)

/* Bytes of ids and lemmas of all linked documents. */
#define DTL_MAX_LINK_BYTES ((size_t)1 << 32)

/* Tokens that open a document and tell what it is about. */
#define DTL_LINK_LEAD_TOKENS 40

/* Words below which a document has no near copies. */
#define DTL_COPY_LEAST_WORDS 20

/* Postings walked for one document, and neighbours kept of it: with both
 * bounded, linking grows with the number of documents alone. */
#define DTL_LINK_WALK ((uint32_t)2048)
#define DTL_LINK_NEIGHBOURS 48

/* Reports of a story, side by side by type and day, that one of them is
 * compared with: a story of thousands of articles stays linear. */
#define DTL_WORLD_REACH ((uint32_t)128)

/* Rows and bytes that one answer of a store keeps in memory: a century of
 * days, or a thousand pairs by day for ten years, fit. */
#define DTL_MAX_ANSWER_ROWS ((uint32_t)1 << 20)
#define DTL_MAX_ANSWER_BYTES ((size_t)1 << 30)

/* Blocks of facts (store/facts.h) that a question makes anew from the
 * tables, some 10 ms each; beyond, it goes by the tables alone. */
#define DTL_MAX_STALE_BLOCKS ((uint32_t)64)

/* Events that a question sorts in memory, by facts; with more of them it
 * goes by the tables, which need none. 16 bytes each. */
#define DTL_MAX_ANSWER_EVENTS ((uint32_t)1 << 24)

/* Stale blocks at which a writer renews them before it is done. */
#define DTL_STALE_BLOCKS ((uint32_t)8)

/* Bytes of one cell of an answer. */
#define DTL_MAX_ANSWER_TEXT ((size_t)1 << 20)

#endif
