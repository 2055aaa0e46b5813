// Validates every record below a folder with ajv and the yaml package: node ajv.mjs DATA SCHEMAS PEERS
// PEERS is the folder whose node_modules has the packages. One line a faulty file; exit code 1 when there is any.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [data, schemas, peers] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(peers), 'package.json'));
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;
const { parse } = require('yaml');

const ajv = new Ajv({ strict: false });
addFormats(ajv);
for (const ours of ['cel', 'cell', 'relative-path', 'uscc']) ajv.addFormat(ours, true);
const validators = new Map();
for (const name of fs.readdirSync(schemas)) {
  validators.set(path.basename(name, '.json'), ajv.compile(JSON.parse(fs.readFileSync(path.join(schemas, name), 'utf8'))));
}

let files = 0;
let faulty = 0;
for (const folder of fs.readdirSync(data, { withFileTypes: true })) {
  if (!folder.isDirectory()) continue;
  for (const name of fs.readdirSync(path.join(data, folder.name))) {
    if (!name.endsWith('.yaml')) continue;
    const record = parse(fs.readFileSync(path.join(data, folder.name, name), 'utf8'));
    const validate = validators.get(record.kind);
    files += 1;
    if (!validate(record)) {
      faulty += 1;
      console.log(`${folder.name}/${name}: ${ajv.errorsText(validate.errors)}`);
    }
  }
}
console.log(`${files} files, ${faulty} faulty`);
process.exitCode = faulty ? 1 : 0;
