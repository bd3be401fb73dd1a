// The signing desk: a deal typed with the keyboard alone, on a phone, and without JavaScript.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signIn } from './accounts.js';
import { DESKTOP, PHONE, visit } from './site.js';

const DESK = '/admin/fairs/3/signing';
// Keys of one deal, the typing included.
const MOST_KEYS = 90;

export function signingSuite(site) {
  const as = (options, task) => () => visit(site, options, async page => {
    await signIn(page, 'organiser', site.passwords.organiser);
    await page.goto(DESK);
    await task(page, site);
  });
  // One after the other: each counts the deals of the run-sheet.
  describe('the signing desk', { concurrency: 1 }, () => {
    test('a deal is entered with the keyboard alone', as({ viewport: DESKTOP }, byKeyboard));
    test('a phone is a desk', as({ viewport: PHONE }, page => byHand(page, '手机上登记的一项')));
    test('without JavaScript the same', as({ viewport: DESKTOP, javaScriptEnabled: false }, page => byHand(page, '没有脚本的一项')));
    for (const javaScriptEnabled of [true, false]) {
      test(`a scan is attached ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, as({ javaScriptEnabled }, attaches));
    }
    test('what was typed is offered again after the sign-in ended', as({ viewport: DESKTOP }, afterSigningOut));
  });
}

async function byKeyboard(page) {
  let keys = 0;
  const press = async key => { keys += 1; await page.keyboard.press(key); };
  const type = async text => { keys += text.length; await page.keyboard.type(text); };
  const choose = async text => {
    await type(text);
    await page.locator('.suggestions:visible [role=option]').first().waitFor();
    await press('ArrowDown');
    await press('Enter');
    await press('Tab');
    // Past the further parties.
    await press('Tab');
  };
  const started = Date.now();
  assert.ok(await page.locator('#title').evaluate(title => title === document.activeElement), 'the title has the focus');
  await type('键盘登记的一项');
  await press('Tab');
  // Past what is signed: an intent.
  await press('Tab');
  await choose('dltq');
  await choose('sfmhg');
  // Past the new organisation.
  await press('Tab');
  await type('1200');
  await page.locator('#amount-echo').getByText('壹仟贰佰万元整').waitFor();
  await press('Alt+w');
  await page.locator('#amount-echo').getByText('壹仟贰佰元整').waitFor();
  await press('Alt+w');
  await page.locator('#amount-echo').getByText('壹仟贰佰万元整').waitFor();
  await press('Tab');
  await press('Tab');
  await press('2');
  await press('Control+Enter');
  await page.locator('.said').waitFor();
  const row = page.locator('.run--desk li', { hasText: '键盘登记的一项' });
  assert.match(await row.textContent(), /等放行/);
  assert.ok(keys <= MOST_KEYS, `${keys} keys`);
  assert.ok(Date.now() - started < 60_000, 'less than a minute');
}

async function byHand(page, title) {
  const supplier = '达拉特旗示范';
  await page.locator('#title').fill(title);
  await page.locator('#supplier').fill(supplier);
  await page.locator('#buyer').fill('示范');
  await page.locator('#amount').fill('78，5');
  await page.locator('button[value=plan]').click();
  await page.locator('.errors').getByText('请只填一个数').waitFor();
  assert.equal(await page.locator('#title').inputValue(), title, 'what was typed stays');
  // Of several of that name one is chosen.
  await page.locator('input[type=radio][name=supplier_id]').first().check();
  await page.locator('input[type=radio][name=buyer_id]').first().check();
  await page.locator('#amount').fill('78.5');
  await page.locator('input[name=type]').first().check({ force: true });
  await page.locator('button[value=plan]').click();
  if (await page.locator('.errors').count()) {
    await page.locator('input[name=likeness][value^=distinct]').check();
    await page.locator('button[value=plan]').click();
  }
  await page.locator('.said').waitFor();
  assert.match(await page.locator('.run--desk li', { hasText: title }).textContent(), /待签/);
}

async function attaches(page) {
  await page.locator('.run--desk li.done a').first().click();
  await page.locator('details:has(#attach) summary').click();
  const upload = page.locator('#attach button');
  const choose = text => page.locator('#attach input[name=file]').setInputFiles({
    name: '合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from(text),
  });
  await choose('%PDF-1.4 cut off');
  await upload.click();
  await page.locator('.errors').getByText('文件损坏').waitFor();
  await choose('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  await upload.click();
  await page.locator('.said').getByText('扫描件已附上').waitFor();
  assert.match(await page.locator('#scan-state a').getAttribute('href'), /^\/admin\/files\/.+\.pdf$/);
}

async function afterSigningOut(page, site) {
  await page.locator('#title').fill('断网前填的一项');
  await page.locator('#amount').fill('305');
  await page.waitForTimeout(500);
  await page.context().clearCookies();
  await page.locator('button[value=next]').click();
  await page.waitForURL(/\/login/);
  await signIn(page, 'organiser', site.passwords.organiser);
  await page.goto(DESK);
  await page.getByRole('button', { name: '继续填写' }).click();
  assert.equal(await page.locator('#title').inputValue(), '断网前填的一项');
  assert.equal(await page.locator('#amount').inputValue(), '305');
}
