/* caption.h — picture captions that were copied along with a story. */
#ifndef DATELINE_READ_CAPTION_H
#define DATELINE_READ_CAPTION_H

#include "dateline/doc.h"
#include "read/scan.h"

/* Where a caption was found: text[caption.start, caption.end) is its
 * sentence, noise the credit and button words behind it. */
typedef struct dtl_caption {
    dtl_span caption;
    dtl_span noise;
} dtl_caption;

/* Looks for the next caption in text[from, end), a paragraph that begins at
 * `start`. */
bool dtli_caption_find(dtl_str text, dtl_span paragraph, size_t from,
                       dtl_caption *out);

/* Tells a paragraph that says itself that it is a caption: "FILE PHOTO: ...",
 * "... REUTERS/Jane Doe". *caption is what is left between label and credit,
 * which are noise. */
bool dtli_caption_whole(dtl_str text, dtl_span paragraph, dtl_span *caption);

#endif
