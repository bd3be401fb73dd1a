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
    await page.locator('#amount').fill('10');
    await page.locator('.pick input[value="1"]').check({ force: true });
    await page.locator('button[value=oldest]').click();
    await page.locator('.alloc .is-on').first().waitFor();
    await page.locator('.sticky-acts button').click();
    await page.locator('.errors a[href="#number"]').waitFor();
    assert.equal(await page.locator('#amount').inputValue(), '10', 'what was typed stays');
    await page.locator('#number').fill('银付 0928-03');
    await page.locator('.sticky-acts button').click();
    await page.locator('.said').waitFor();
    assert.equal((await page.locator('h1').textContent()).trim(), '银付 0928-03');
    assert.match(await page.locator('main table').first().textContent(), /DH-/);
    await page.goto('/my/payments?q=0928-03');
    assert.equal(await page.locator('.loads li').count(), 1);
  });
}

async function compared(site) {
  await visit(site, { viewport: DESKTOP }, async page => {
    await enter(page, site, 'organiser', /\/admin$/);
    await page.goto('/admin/three-way?verdict=due');
    const due = page.locator('.mark3--due');
    assert.match(await due.first().textContent(), /欠付/);
    const contract = page.locator('tbody', { has: due }).first();
    const parties = (await contract.locator('.group small').textContent()).split('←');
    const word = contract.locator('.verdictcell', { has: due }).first().locator('.word').last();
    await word.locator('summary').click();
    await word.locator('input[name=reason]').fill('发票未到');
    await word.locator('button').click();
    await page.locator('.said').waitFor();
    await page.goto('/admin/three-way?q=' + parties[0].trim());
    assert.match(await page.locator('.verdictcell', { hasText: '发票未到' }).first().textContent(), /说明/);
    await page.goto('/admin/payments/statement');
    await page.locator('#buyer').fill(parties[0].trim());
    await page.locator('#supplier').fill(parties[1].trim());
    await page.locator('#from').fill('2019-01-01');
    await page.locator('main .account__ask button').click();
    await page.locator('.account__sign').waitFor();
    assert.match(await page.locator('.account').textContent(), /DH-/);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('form.account__ask').isVisible(), false, 'only the statement is printed');
    assert.equal(await page.locator('.account__sign').isVisible(), true);
    const top = async part => (await page.locator(`.account table >> nth=0 >> ${part}`).boundingBox()).y;
    assert.ok(await top('caption') < await top('thead'), 'a table is named above its heads');
  });
}
