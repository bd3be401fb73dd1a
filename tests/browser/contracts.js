// An agreement is entered and signed, and a contract with lines is signed under it, amended and terminated.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

export function contractsSuite(site) {
  describe('an agreement and a contract under it', () => {
    test('are entered and signed on a phone, without JavaScript', () =>
      visit(site, { viewport: PHONE, javaScriptEnabled: false }, page => story(page, site, 'KJ-手机', 'HT-手机')));
    test('are entered and signed on a desktop, and a line more is no draft to go back to', () =>
      visit(site, { viewport: DESKTOP }, page => story(page, site, 'KJ-桌面', 'HT-桌面', readsOn)));
  });
}

async function story(page, site, agreement, contract, meanwhile = () => {}) {
  await page.goto('/login');
  await page.locator('#login').fill('organiser');
  await page.locator('#password').fill(site.passwords.organiser);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(/\/admin$/);
  await page.goto('/admin/agreements');
  const parties = await page.locator('main tbody tr').first().locator('td').allTextContents();
  const name = text => text.trim();
  await page.locator('main a.btn--fill').click();
  await page.locator('.sticky-acts button').click();
  await page.locator('.errors a[href="#number"]').waitFor();
  await fill(page, {
    title: '示范食堂采购', number: agreement, buyer: name(parties[2]), supplier: name(parties[3]),
    signed_on: '2020-09-20', starts_on: '2020-09-20', ends_on: '2022-09-19', ceiling: '50',
  });
  await page.locator('.sticky-acts button').click();
  await page.locator('.said').waitFor();
  await page.locator('form[action$="/signature"] button').click();
  await page.locator('.ceil').waitFor();
  await page.locator('main a.btn--fill').click();
  assert.equal(await page.locator('#framework').inputValue(), agreement);
  await lines(page, contract, meanwhile);
  await page.locator('.said').waitFor();
  await page.locator('form[action$="/signature"] button').click();
  await page.locator('form[action$="/completion"]').waitFor();
  const signed = page.url();
  await page.locator('main a[href*="/admin/agreements/"]').first().click();
  assert.match(await page.locator('.ceil').textContent(), /24/, 'the contract uses the ceiling');
  await page.goto(signed);
  await amended(page);
  await terminated(page);
}

async function amended(page) {
  await page.locator('main a[href$="/amendments/new"]').click();
  await page.locator('.beside input[name^=quantity]').first().fill('30');
  await page.locator('#ends_on').fill('2021-01-31');
  await page.locator('.amend__then button').click();
  await page.locator('.amend__then .was').first().waitFor();
  assert.equal(await page.locator('.beside input[name^=quantity]').first().inputValue(), '30', 'what was typed stays');
  await page.locator('.sticky-acts button').click();
  await page.locator('.errors a[href="#rationale"]').waitFor();
  await page.locator('.codes label').first().click();
  await page.locator('#reason').fill('两个新食堂开伙');
  await page.locator('.sticky-acts button').click();
  await page.locator('.said').waitFor();
  assert.match(await page.locator('.beside').textContent(), /24 吨[\s\S]*30 吨[\s\S]*\+6/, 'before and after');
  assert.equal(await page.locator('.versions li').count(), 2);
  await page.locator('.crumbs a').last().click();
}

async function terminated(page) {
  await page.locator('#class').selectOption('supply');
  await page.locator('#why-terminated').fill('供货方断供');
  await page.locator('form[action$="/termination"] button').click();
  await page.locator('.said').waitFor();
  assert.equal(await page.locator('main a[href$="/amendments/new"]').count(), 0, 'what has ended is not amended');
}

async function fill(page, fields) {
  for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
}

async function lines(page, number, meanwhile) {
  await fill(page, { title: '小米与羯羊采购', number, ends_on: '2020-12-31' });
  await page.locator('#method').selectOption('canteen');
  await fill(page, { 'line-name-1': '小米', 'line-quantity-1': '24', 'line-price-1': '9200' });
  await page.locator('#line-category-1').selectOption('0101');
  await page.locator('select[name=line_unit]').selectOption('t');
  await page.locator('button[value=add]').click();
  await page.locator('#line-name-2').waitFor();
  await meanwhile(page);
  assert.equal(await page.locator('#line-name-1').inputValue(), '小米', 'what was typed stays');
  await fill(page, { 'line-name-2': '羯羊', 'line-quantity-2': '16', 'line-price-2': '1200' });
  await page.locator('select[name=line_unit]').nth(1).selectOption('zhi');
  await page.locator('button[value=sum]').click();
  await page.locator('.draft__total', { hasText: '24' }).waitFor();
  await page.locator('.sticky-acts button').click();
}

// The page with the further line continues the form: it offers no draft of it, and keeps one.
async function readsOn(page) {
  assert.equal(await page.locator('.draft[role=status]').count(), 0);
  const kept = await page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('farmfair-draft')));
  assert.equal(kept.length, 1, 'a lost connection loses no line');
}
