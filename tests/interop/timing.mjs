// How fast @digitalbazaar/vc signs and verifies, for `make bench`: `issue DIR` | `verify DIR`.
// Everything is read before the clock starts, and one credential goes through before it does.
// `verify-files DIR` is for a whole process: it reads each file when its turn comes.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {createSignCryptosuite, createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {securityLoader} from '@digitalcredentials/security-document-loader';

const [deed, folder] = process.argv.slice(2);
const documentLoader = securityLoader().build();
// The status is left out of its work; ours looks it up.
const checkStatus = async () => ({verified: true});

async function issue(credential, suite) {
  await vc.issue({credential, suite, documentLoader});
}

async function verify(credential, suite) {
  const found = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  if (!found.verified) throw found.error;
}

async function signer() {
  const key = JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8'));
  const pair = await Ed25519Multikey.from(key);
  return new DataIntegrityProof({signer: pair.signer(), cryptosuite: createSignCryptosuite()});
}

const paths = (name) => readdirSync(join(folder, name)).map((file) => join(folder, name, file));
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const [act, suite] = deed === 'issue'
  ? [issue, await signer()]
  : [verify, new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()})];
const files = paths(deed === 'issue' ? 'unsigned' : 'signed');
const given = deed === 'verify-files' ? files : files.map(read);
if (deed !== 'verify-files') await act(read(files[0]), suite);
const began = performance.now();
for (const one of given) await act(deed === 'verify-files' ? read(one) : one, suite);
const seconds = (performance.now() - began) / 1000;
const version = read(new URL('node_modules/@digitalbazaar/vc/package.json', import.meta.url)).version;
process.stdout.write(`measured: ${JSON.stringify({seconds, count: given.length, version})}\n`);
process.exit(0);
