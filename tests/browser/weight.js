// A phone in the hall has slow mobile data: the cost of the first visit to the home page.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PHONE, visit } from './site.js';

const KB = 1000;
const WHOLE = 60 * KB;
const DOCUMENT = 15 * KB;

export function weightSuite(site) {
  describe('weight of the home page', () => {
    for (const path of ['/', '/en/']) {
      test(`${path} is light`, () => visit(site, { viewport: PHONE }, page => weigh(page, path)));
    }
  });
}

async function weigh(page, path) {
  const transfers = await record(page);
  await page.goto(path, { waitUntil: 'networkidle' });
  const total = transfers.reduce((sum, { bytes }) => sum + bytes, 0);
  const document = transfers.find(({ type }) => type === 'Document').bytes;
  const list = transfers.map(({ url, bytes }) => `${bytes} ${url}`).join('\n');
  assert.ok(document <= DOCUMENT, `the HTML is ${document} bytes, more than ${DOCUMENT}`);
  assert.ok(total <= WHOLE, `${total} bytes are more than ${WHOLE}:\n${list}`);
}

// Every transfer with its bytes on the wire, headers included.
async function record(page) {
  const transfers = [];
  const sizes = await page.context().newCDPSession(page);
  const seen = new Map();
  sizes.on('Network.responseReceived', ({ requestId, type, response }) => seen.set(requestId, { type, url: response.url }));
  sizes.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => transfers.push({ ...seen.get(requestId), bytes: encodedDataLength }));
  await sizes.send('Network.enable');
  return transfers;
}
