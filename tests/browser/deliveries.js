// A load is recorded, accepted in part and disputed, and the dispute is settled: by a supplier and a buyer on a phone,
// and by the office for the side that has no account.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

export function deliveriesSuite(site) {
  describe('a load from the village to the canteen', () => {
    test('is recorded for a supplier, and accepted and disputed by a buyer on a phone, without JavaScript', () =>
      bought(site, { viewport: PHONE, javaScriptEnabled: false }));
    test('is recorded by a supplier on a phone, and its dispute is decided by the office on a desktop', () =>
      sold(site));
  });
}

async function enter(page, site, login, home) {
  await page.goto('/login');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(site.passwords[login]);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(home);
}

// One line of the contract's first goods, from a village that its name means.
async function record(page, quantity) {
  await page.locator('#goods-1').selectOption({ index: 1 });
  await page.locator('#quantity-1').fill(quantity);
  await page.locator('.row1 .codes input').first().check({ force: true });
  await page.locator('.kinds input[value=consolidated]').check({ force: true });
  await page.locator('main .bottom button').click();
  await page.locator('.errors a[href="#lines"]').waitFor();
  await page.locator('#households-1').fill('6');
  await page.locator('main .bottom button').click();
  await page.locator('.said').waitFor();
  return (await page.locator('h1').textContent()).trim();
}

// Two of four are accepted, one is disputed, and one stays open.
async function acceptInPart(page) {
  await page.locator('main a.btn--fill[href$="/acceptance"]').click();
  await page.locator('.verdict input[value=part]').check({ force: true });
  await page.locator('#accepted-1').fill('2');
  await page.locator('#disputed-1').fill('1');
  await page.locator('#seen').check();
  await page.locator('main .bottom button').click();
  await page.locator('.errors').waitFor();
  assert.equal(await page.locator('#accepted-1').inputValue(), '2', 'what was typed stays');
  await page.locator('.whys__dispute input').first().check({ force: true });
  await page.locator('main .bottom button').click();
  await page.locator('.dispute').waitFor();
}

async function bought(site, options) {
  let number;
  await visit(site, options, async page => {
    await page.goto('/login');
    await enter(page, site, 'buyer1', /\/my$/);
    await page.goto('/my/deliveries');
    number = await page.locator('.loads li', { hasText: 'CG-2020-' }).first().textContent();
  });
  const contract = number.match(/[A-Z]+-CG-2020-\d+/)[0];
  await visit(site, options, async page => {
    await enter(page, site, 'organiser', /\/admin$/);
    await page.goto(`/admin/contracts?q=${contract}`);
    const href = await page.locator('main tbody th a').first().getAttribute('href');
    await page.goto(`/admin/deliveries/new?contract=${href.split('/').pop()}`);
    number = await record(page, '4');
    assert.equal(await page.locator('a[href$="/acceptance"]').count(), 0, 'who entered it does not accept it');
  });
  await visit(site, options, async page => {
    await enter(page, site, 'buyer1', /\/my$/);
    await page.locator('main a[href$="stage=to_accept"]').first().click();
    await page.locator('.loads a', { hasText: number }).click();
    await acceptInPart(page);
    const main = await page.locator('main').textContent();
    assert.ok(!main.includes('巩固户'), 'a buyer reads no household category');
    await page.locator('.dispute input[name=accepted]').fill('1');
    await page.locator('.dispute form[action$="/offer"] button').click();
    await page.locator('.said').waitFor();
    assert.match(await page.locator('.dispute').textContent(), /采购方提出/);
  });
}

async function sold(site) {
  let number;
  await visit(site, { viewport: PHONE }, async page => {
    await enter(page, site, 'supplier1', /\/my$/);
    await page.goto('/my/deliveries/new');
    await page.locator('.loads a').first().click();
    number = await record(page, '4');
  });
  await visit(site, { viewport: DESKTOP }, async page => {
    await enter(page, site, 'organiser', /\/admin$/);
    await page.goto(`/admin/deliveries?q=${number}`);
    await page.locator('main tbody th a').first().click();
    await acceptInPart(page);
    await page.locator('.dispute input[name=accepted]').fill('0');
    await page.locator('.dispute input[name=reason]').fill('复磅仍短');
    await page.locator('.dispute form[action$="/settlement"] button').click();
    await page.locator('.said').waitFor();
    assert.equal(await page.locator('.dispute').count(), 0);
    assert.match(await page.locator('main table').first().textContent(), /拒收/);
  });
}
