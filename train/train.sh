#!/bin/sh
# train.sh DATA — from treebanks and names to models/en-1.dtlx.
set -eu
nice build/train/dateline-train train --data "$1" --out models/en-1.dtlx
build/train/dateline-train eval --data "$1" --model models/en-1.dtlx
