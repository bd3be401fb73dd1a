// A buyer pays for what it accepted, and looks at what is still owed. After the deliveries, which leave it something to
// pay.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

export function paymentsSuite(site) {
  describe('money for accepted goods', () => {
    test('is recorded by a buyer on a phone, without JavaScript', () => paid(site));
    test('is compared with orders and goods, and printed as a statement', () => compared(site));
  });
}

async function enter(page, site, login, home) {
  await page.goto('/login');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(site.passwords[login]);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(home);
}

async function paid(site) {
  await visit(site, { viewport: PHONE, javaScriptEnabled: false }, async page => {
    await enter(page, site, 'buyer1', /\/my$/);
    await page.goto('/my/payments/new');
    await page.locator('.loads li', { hasText: '最早验收' }).first().locator('a').click();
    await page.locator('button[value=oldest]').click();
    await page.locator('.errors a[href="#amount"]').waitFor();
    await page.locator('#amount').fill('0.1');
    await page.locator('button[value=oldest]').click();
    await page.locator('.alloc .is-on').first().waitFor();
    await page.locator('.sticky-acts button').click();
    await page.locator('.errors a[href="#number"]').waitFor();
    assert.equal(await page.locator('#amount').inputValue(), '0.1', 'what was typed stays');
    await page.locator('#number').fill('银付 0928-03');
    await page.locator('.sticky-acts button').click();
    await page.locator('.said').waitFor();
    assert.equal((await page.locator('h1').textContent()).trim(), '银付 0928-03');
    assert.match(await page.locator('main table').first().textContent(), /DH-/);
    // Back and once more: the same form makes no second payment.
    await page.goBack();
    await page.locator('#number').fill('银付 0928-03');
    await page.locator('.sticky-acts button').click();
    await page.waitForURL(/\/my\/payments\/\d+/);
    await page.goto('/my/payments?q=0928-03');
    assert.equal(await page.locator('.loads li').count(), 1);
  });
}

async function compared(site) {
  await visit(site, { viewport: DESKTOP }, async page => {
    await enter(page, site, 'buyer1', /\/my$/);
    await page.goto('/my/three-way?verdict=due');
    assert.match(await page.locator('.mark3').first().textContent(), /欠付/);
    await page.locator('.word summary').first().click();
    await page.locator('.word input[name=reason]').first().fill('发票未到');
    await page.locator('.word button').first().click();
    await page.locator('.said').waitFor();
    await page.goto('/my/three-way?verdict=matched');
    assert.match(await page.locator('.verdictcell', { hasText: '发票未到' }).textContent(), /说明/);
    await page.goto('/my/payments?q=0928-03');
    const supplier = await page.locator('.loads li .muted span').first().textContent();
    await page.goto('/my/statement');
    await page.locator('#supplier').fill(supplier.trim());
    await page.locator('main .account__ask button').click();
    await page.locator('.account__sign').waitFor();
    assert.match(await page.locator('.account').textContent(), /银付 0928-03/);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('form.account__ask').isVisible(), false, 'only the statement is printed');
    assert.equal(await page.locator('.account__sign').isVisible(), true);
  });
}
