// What the verifiers of others say of our certificates. Cases come as JSON on standard input, answers
// leave on standard output. Status lists and a registry of issuers are served on the loopback, where
// verifier-core looks for them by its own means; contexts come with the packages.
import {createHash, createPublicKey, verify} from 'node:crypto';
import {createServer} from 'node:http';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {securityLoader} from '@digitalcredentials/security-document-loader';
import {verifyCredential} from '@digitalcredentials/verifier-core';
import {ClrCredentialValidator} from '@learncard/types';
import {SDJwtVcInstance} from '@sd-jwt/sd-jwt-vc';
import {EmbeddedJWK, jwtVerify} from 'jose';

const judges = {vc: byDigitalBazaar, shape: byLearnCard, 'verifier-core': byVerifierCore, jose: byJose, 'jose-badge': byJoseBadge, 'sd-jwt': bySdJwt};

async function byDigitalBazaar({credential}, {served, origin, contexts}) {
  const loader = securityLoader();
  for (const [url, document] of Object.entries(contexts)) loader.addStatic(url, document);
  for (const [path, document] of Object.entries(served)) loader.addStatic(origin + path, document);
  const found = await vc.verifyCredential({
    credential,
    checkStatus,
    documentLoader: loader.build(),
    suite: new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()}),
  });
  const said = found.error?.errors ?? (found.error ? [found.error] : []);
  return {
    verified: found.verified,
    marked: (found.statusResult?.results ?? []).map((one) => one.verified && one.status),
    errors: said.map((error) => error.message),
  };
}

async function byLearnCard({credential}) {
  const {success, error} = ClrCredentialValidator.safeParse(credential);
  return {fits: success, places: (error?.issues ?? []).map((issue) => issue.path.join('.'))};
}

async function byVerifierCore({credential}, {origin}) {
  const registry = {name: 'issuers of this test', type: 'dcc-legacy', url: `${origin}/registry`};
  const found = await verifyCredential({credential, knownDIDRegistries: [registry]});
  const steps = (found.log ?? []).map((step) => [step.id, step.valid ?? step.error?.name]);
  return {steps: Object.fromEntries(steps), errors: (found.errors ?? []).map((error) => error.name)};
}

async function byJose({token}, {jwk}) {
  try {
    const key = createPublicKey({key: jwk, format: 'jwk'});
    const {protectedHeader, payload} = await jwtVerify(token, key, {typ: 'vc+jwt', algorithms: ['EdDSA']});
    return {header: protectedHeader, payload};
  } catch (error) {
    return {refused: error.code};
  }
}

async function byJoseBadge({token}) {
  try {
    const {protectedHeader, payload} = await jwtVerify(token, EmbeddedJWK, {typ: 'JWT', algorithms: ['RS256']});
    return {header: protectedHeader, payload};
  } catch (error) {
    return {refused: error.code};
  }
}

async function bySdJwt({token, shown}, {jwk}) {
  const key = createPublicKey({key: jwk, format: 'jwk'});
  const library = new SDJwtVcInstance({
    hasher: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
    hashAlg: 'sha-256',
    signAlg: 'EdDSA',
    verifier: (data, signature) => verify(null, Buffer.from(data), key, Buffer.from(signature, 'base64url')),
  });
  try {
    const presented = shown ? await library.present(token, shown) : token;
    const {payload, header} = await library.verify(presented);
    return {presented, header, payload, type: await library.getVct(presented)};
  } catch (error) {
    return {refused: error.message};
  }
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const given = JSON.parse(Buffer.concat(chunks).toString('utf8'));
const server = createServer((request, response) => {
  const document = given.served[request.url];
  response.writeHead(document ? 200 : 404, {'content-type': 'application/json'});
  response.end(document ? JSON.stringify(document) : '');
});
await new Promise((ready) => server.listen(given.port, '127.0.0.1', ready));
const answers = {};
for (const [name, one] of Object.entries(given.cases)) answers[name] = await judges[one.judge](one, given);
process.stdout.write(`${JSON.stringify(answers)}\n`);
process.exit(0);
