// encoder.mjs MODEL_FOLDER TOKENIZER.json OUT.bin: the lower layers of
// all-MiniLM-L6-v2 (Apache-2.0), kept as TensorFlow.js shards of one byte a
// weight, as the plain floats that encoder.h tells of.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LAYERS = 5;
const [folder, tokenizer, to] = process.argv.slice(2);
const bert = 'StatefulPartitionedCall/model/tf_bert_model/bert/';
const norm = (at) => [
  `${at}/LayerNorm/batchnorm/mul/ReadVariableOp`,
  `${at}/LayerNorm/batchnorm/ReadVariableOp`,
];
const dense = (at) => [
  `${at}/Tensordot/ReadVariableOp`,
  `${at}/BiasAdd/ReadVariableOp`,
];

function readTensors() {
  const { weightsManifest } = JSON.parse(
    readFileSync(join(folder, 'model.json'), 'utf8'),
  );
  const tensors = new Map();
  for (const { paths, weights } of weightsManifest) {
    const bytes = Buffer.concat(paths.map((p) => readFileSync(join(folder, p))));
    let at = 0;
    for (const { name, shape, quantization: q } of weights) {
      const count = shape.reduce((a, b) => a * b, 1);
      if (q) {
        const part = bytes.subarray(at, at + count);
        tensors.set(name, Float32Array.from(part, (b) => b * q.scale + q.min));
      }
      at += count * (q ? 1 : 4);
    }
  }
  return tensors;
}

function tensorNames() {
  const names = ['unknown', 'unknown_0', 'unknown_1'];
  names.push(...norm(`${bert}embeddings`));
  for (let i = 0; i < LAYERS; i++) {
    const layer = `${bert}encoder/layer_._${i}`;
    for (const part of ['query', 'key', 'value'])
      names.push(...dense(`${layer}/attention/self/${part}`));
    names.push(...dense(`${layer}/attention/output/dense`));
    names.push(...norm(`${layer}/attention/output`));
    names.push(...dense(`${layer}/intermediate/dense`));
    names.push(...dense(`${layer}/output/dense`));
    names.push(...norm(`${layer}/output`));
  }
  return names;
}

const { vocab } = JSON.parse(readFileSync(tokenizer, 'utf8')).model;
const pieces = Object.keys(vocab).sort((a, b) => vocab[a] - vocab[b]);
const text = Buffer.from(pieces.join('\n') + '\n');
const header = Buffer.from(Uint32Array.of(pieces.length, text.length).buffer);
const tensors = readTensors();
const parts = tensorNames().map((name) => {
  if (!tensors.has(name)) throw new Error(`no tensor ${name}`);
  return Buffer.from(tensors.get(name).buffer);
});
const pad = Buffer.alloc((4 - (text.length % 4)) % 4);
writeFileSync(to, Buffer.concat([header, text, pad, ...parts]));
