// The tasks of visitors without JavaScript: with links and forms alone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

export function tasksSuite(site) {
  for (const viewport of [PHONE, DESKTOP]) {
    const without = task => () => visit(site, { viewport, javaScriptEnabled: false }, task);
    describe(`tasks without JavaScript, ${viewport.width} px`, { concurrency: 2 }, () => {
      test('a visitor finds the booth of a seller of mutton from 鄂托克旗', without(findMutton));
      test('an auditor follows a handshake of edition 2 to its contract and a delivery', without(followProject));
      test('a filtered list keeps its filter in English and back', without(switchLanguage));
      test('page 2 of a list is a link', without(turnPage));
    });
  }
}

async function findMutton(page) {
  await page.goto('/');
  await follow(page, '产品');
  await page.locator('main').getByRole('searchbox').fill('羊肉');
  await page.locator('main').getByRole('button', { name: '查找' }).click();
  await filter(page, /^鄂托克旗/);
  await page.locator('.chip', { hasText: '羊肉' }).first().waitFor();
  const origins = await page.locator('main .label__foot').allInnerTexts();
  assert.ok(origins.length > 0, 'no mutton from 鄂托克旗');
  for (const origin of origins) assert.match(origin, /鄂托克旗·/);
  await page.locator('main a.label').first().click();
  const booth = page.locator('main a[href^="/exhibitors/"]', { hasText: /[A-Z]-\d+/ }).first();
  const [number] = (await booth.innerText()).match(/[A-Z]-\d+/);
  await booth.click();
  assert.match(await page.locator('.boothplate .num').innerText(), new RegExp(`${number}$`));
}

async function followProject(page) {
  await page.goto('/projects');
  await follow(page, '第二届');
  await filter(page, /^已转合同/);
  await page.locator('main .table th a').first().click();
  await page.locator('main a[href^="/contracts/"][lang]').first().click();
  const contract = await page.locator('h1').innerText();
  await page.locator('main a[href^="/deliveries/"]').first().click();
  assert.match(await page.locator('h1').innerText(), /到货单/);
  // The delivery names the contract that it fulfils.
  assert.equal(await page.locator('.facts a[href^="/contracts/"]').innerText(), contract);
}

async function switchLanguage(page) {
  await page.goto('/products');
  await filter(page, /^鄂托克旗/);
  const [address, count] = [page.url(), await countOf(page)];
  await follow(page, 'English');
  assert.equal(page.url(), address.replace('/products', '/en/products'));
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.equal(await countOf(page), count);
  await follow(page, '中文');
  assert.equal(page.url(), address);
}

async function turnPage(page) {
  await page.goto('/exhibitors');
  const first = page.locator('main .results li h2').first();
  const before = await first.innerText();
  await page.getByRole('link', { name: '第 2 页' }).click();
  assert.equal(await page.locator('.pages [aria-current=page]').innerText(), '2');
  assert.notEqual(await first.innerText(), before);
}

// The same link is in the masthead, the dock and the footer; the visible ones depend on the width.
async function follow(page, name) {
  await page.getByRole('link', { name, exact: true }).filter({ visible: true }).first().click();
}

async function filter(page, name) {
  const handle = page.locator('details.facets > summary');
  if (await handle.isVisible()) await handle.click();
  await page.locator('.facets').getByRole('link', { name }).first().click();
}

function countOf(page) {
  return page.locator('.bar .num').first().innerText();
}
