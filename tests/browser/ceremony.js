// The ceremony of the third edition, entered again into an empty new one with the keyboard alone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signIn } from './accounts.js';
import { DESKTOP, visit } from './site.js';

const DEALS = 61;
const FEN = 90_100_000_000n;
const TYPES = { modern_farming: '1', direct_supply: '2', consumption_support: '3' };
// Of one deal: the full names of both parties are typed, nothing is chosen from a list.
const MOST_KEYS = 120;
const MOST_SECONDS = 20;

export function ceremonySuite(site) {
  describe('a ceremony', { concurrency: 1 }, () => {
    test('61 deals are entered with the keyboard and come to the same fen', () => visit(site, { viewport: DESKTOP }, page => reenter(page, site)));
  });
}

async function reenter(page, site) {
  const deals = (await (await page.request.get('/api/v1/projects?edition=3&limit=100')).json()).data;
  assert.equal(deals.length, DEALS);
  await signIn(page, 'organiser', site.passwords.organiser);
  const desk = `/admin/fairs/${await draftEdition(page)}/signing`;
  await page.goto(desk);
  const effort = [];
  for (const deal of deals) effort.push(await enter(page, deal));
  const most = of => Math.max(...effort.map(of));
  const keys = most(one => one.keys);
  const seconds = most(one => one.seconds);
  process.stdout.write(`  a deal took at most ${keys} keys and ${seconds.toFixed(1)} s\n`);
  assert.ok(keys <= MOST_KEYS, `${keys} keys`);
  assert.ok(seconds <= MOST_SECONDS, `${seconds} s`);
  assert.equal(await sum(page, desk), FEN);
}

// The ordinal of the draft: other tests plan editions of their own. Only the office sees it, so no
// other test meets it on a public page.
async function draftEdition(page) {
  await page.goto('/admin/editions/new');
  const ordinal = await page.locator('[name=ordinal]').inputValue();
  await page.locator('[name=held_in]').fill('2020-09');
  await page.locator('[name=starts_on]').fill('2020-09-27');
  await page.locator('[name=ends_on]').fill('2020-09-29');
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(new RegExp(`/admin/editions/${ordinal}\\b`));
  return ordinal;
}

async function enter(page, deal) {
  const started = Date.now();
  let keys = 0;
  const press = async (...all) => { for (const key of all) { keys += 1; await page.keyboard.press(key); } };
  const type = async text => { keys += text.length; await page.keyboard.insertText(text); };
  await page.locator('#title:focus').waitFor();
  await type(deal.title);
  // Past what is signed, an intent.
  await press('Tab', 'Tab');
  await type(deal.supplier);
  // Past the further parties of each side, and past the new organisation.
  await press('Tab', 'Tab');
  await type(deal.buyer);
  await press('Tab', 'Tab', 'Tab');
  await type(String(Number(deal.amount.value) / 10_000));
  await press('Tab', 'Tab', TYPES[deal.project_type]);
  // Each deal is like the one of the third edition: the desk asks, and the first answer is the renewal.
  await page.locator(`#hints input[value="renewal ${deal.id}"]`).waitFor();
  await press('Control+Enter', 'Space');
  assert.ok(await page.locator(`input[value="renewal ${deal.id}"]`).isChecked(), deal.title);
  await press('Control+Enter');
  await page.locator('.run--desk li', { hasText: deal.title }).first().waitFor();
  return { keys, seconds: (Date.now() - started) / 1000 };
}

// Of the whole run-sheet, in fen, from the sheet that goes out.
async function sum(page, desk) {
  const sheet = await page.evaluate(async of => (await fetch(of)).text(), `${desk}.csv?columns=amount`);
  const rows = sheet.split(/\r?\n/).map(line => line.split(','));
  const head = rows.findIndex(row => row.includes('金额(万元)'));
  const column = rows[head].indexOf('金额(万元)');
  const amounts = rows.slice(head + 1).map(row => row[column]).filter(Boolean);
  assert.equal(amounts.length, DEALS);
  return amounts.reduce((total, amount) => total + BigInt(Math.round(Number(amount) * 1_000_000)), 0n);
}
