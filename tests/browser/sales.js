// A booth reports its day on a phone, and the organisers confirm, ask and correct.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

export function salesSuite(site) {
  describe('on-site sales', () => {
    test('are reported by a booth on a phone, without JavaScript', () => reported(site));
    test('are confirmed beside what is usual, and asked about', () => confirmed(site));
  });
}

async function enter(page, site, login, home) {
  await page.goto('/login');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(site.passwords[login]);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(home);
}

async function reported(site) {
  await visit(site, { viewport: PHONE, javaScriptEnabled: false }, async page => {
    await enter(page, site, 'supplier1', /\/my$/);
    await page.goto('/my/sales');
    await page.locator('.bottom button').click();
    await page.locator('.errors a[href="#lines"]').waitFor();
    await page.locator('button[value=add]').click();
    await page.locator('#other-name-1').fill('手工毡垫');
    await page.locator('#other-category-1').selectOption({ index: 1 });
    await page.locator('#other-amount-1').fill('160');
    const first = page.locator('.sold').first();
    await first.locator('input').first().fill('2');
    await first.locator('input').last().fill('1,840');
    await page.locator('button[value=count]').click();
    assert.equal(await page.locator('.bottom__sum b').textContent(), '2,000 元');
    await page.locator('input[name=taken-scan]').check({ force: true });
    await page.locator('.bottom button').click();
    await page.locator('.said').waitFor();
    assert.equal(await page.locator('#other-name-1').inputValue(), '手工毡垫');
    assert.equal(await page.locator('.flowline .done').count(), 1);
  });
}

async function confirmed(site) {
  await visit(site, { viewport: DESKTOP }, async page => {
    await enter(page, site, 'organiser', /\/admin$/);
    await page.goto('/admin/sales');
    await page.locator('.strip a', { hasText: '待确认' }).click();
    const odd = page.locator('.confirm tr.is-hi').first();
    await odd.locator('summary').click();
    await odd.locator('input[name=question]').fill('是不是多写了一个零');
    await odd.locator('.askback button').click();
    await page.locator('.said').waitFor();
    assert.match(await page.locator('.confirm').textContent(), /已退回核实/);
    const before = await page.locator('.confirm tbody tr').count();
    const usual = Number.parseInt(await page.locator('.bulk b').textContent(), 10);
    await page.locator('.bulk button').click();
    await page.locator('.said').waitFor();
    assert.equal(await page.locator('.confirm tbody tr').count(), before - usual);
    await page.locator('.confirm tbody tr td a').last().click();
    await page.locator('#amounts input.input').first().fill('1200');
    await page.locator('#why-correct').fill('与收款记录核对');
    await page.locator('button[value=confirm]').click();
    await page.locator('.said').waitFor();
    assert.match(await page.locator('dl.record').textContent(), /1,200 元/);
  });
}
