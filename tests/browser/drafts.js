// Typed values are not lost: by a lost connection, an expired session, or somebody else who saves first. With
// JavaScript, and on a phone by touch.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signIn } from './accounts.js';
import { violations } from './axe.js';
import { openApplications } from './story.js';
import { PHONE, none, visit } from './site.js';

export function draftsSuite(site) {
  const as = (person, task, options = {}) => () => visit(site, options, async page => {
    await signIn(page, person, site.passwords[person]);
    await task(page, site);
  });
  describe('what is typed is not lost', () => {
    test('a product is listed by touch, though the line breaks', as('supplier1', list, { viewport: PHONE, hasTouch: true }));
    test('the session ends before the form is sent', as('supplier1', endSession));
    test('whoever leaves with something unsaved is asked', as('supplier1', leave));
    test('each product keeps its own price', as('organiser', keepPrices));
    test('two versions are one draft', as('supplier1', choose));
    test('a registration is kept in its tab alone', () => visit(site, {}, register));
  });
}

const notice = page => page.getByRole('status').filter({ hasText: '未提交的内容' });
const goOn = page => notice(page).getByRole('button', { name: '继续填写' });
const kept = page => page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('farmfair-draft')));

// Values are stored when typing pauses.
async function type(page, fields) {
  for (const [id, text] of Object.entries(fields)) await page.locator(`#${id}`).fill(text);
  await page.waitForFunction(text => JSON.stringify(localStorage).includes(text), Object.values(fields).at(-1));
}

export async function sendInVain(page, button) {
  await page.context().setOffline(true);
  const failed = page.waitForEvent('requestfailed', request => request.method() === 'POST');
  await page.getByRole('button', { name: button }).click();
  await failed;
  await page.waitForURL('chrome-error://**');
  await page.context().setOffline(false);
}

// The success of another form, in the same tab.
async function saveProfile(page) {
  await page.goto('/my/profile');
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('p.said', { hasText: '资料已保存' }).waitFor();
}

async function list(page, site) {
  await page.getByRole('link', { name: '我的产品' }).tap();
  await page.getByRole('link', { name: '上架产品' }).tap();
  await page.locator('#category').selectOption({ index: 1 });
  await page.locator('#origin').tap();
  await page.keyboard.type('wulanchaidamu');
  const village = page.locator('.combo [role=option]').filter({ hasText: '乌兰柴达木嘎查' });
  await village.tap();
  const origin = await page.locator('#origin').inputValue();
  assert.match(origin, /乌兰柴达木嘎查/);
  for (const month of ['9月', '10月']) await page.locator('.months').getByText(month, { exact: true }).tap();
  await page.locator('#unit').selectOption('kg');
  await page.locator('#price_basis').selectOption('零售');
  await type(page, { specification: '1 公斤一袋', price: '96', name: '触屏羊肉干' });
  await sendInVain(page, '提交旗区审核');
  await saveProfile(page);
  await lookAsAnother(page, site);
  await page.goto('/my/products/new');
  await goOn(page).tap();
  assert.deepEqual(await page.locator('#name, #specification, #origin, #price').evaluateAll(all => all.map(field => field.value)), ['触屏羊肉干', '1 公斤一袋', origin, '96']);
  assert.deepEqual(await page.locator('input[name=months]:checked').evaluateAll(all => all.map(box => box.value)), ['9', '10']);
  await page.getByRole('button', { name: '提交旗区审核' }).tap();
  await page.locator('p.said', { hasText: '已送审' }).waitFor();
  assert.deepEqual(await kept(page), [], 'what has been taken is no draft');
  await addPhoto(page);
}

// On the same device, without signing out: another user is offered nothing, and deletes nothing.
async function lookAsAnother(page, site) {
  const before = await page.context().cookies();
  await page.context().clearCookies();
  await signIn(page, 'supplier2', site.passwords.supplier2);
  await page.goto('/my/products/new');
  await page.waitForLoadState('networkidle');
  assert.equal(await notice(page).count(), 0);
  await saveProfile(page);
  await page.context().clearCookies();
  await page.context().addCookies(before);
}

async function addPhoto(page) {
  const form = page.locator('form[data-upload]');
  const state = form.getByRole('status');
  await form.locator('input[name=photos]').setInputFiles({ name: 'jerky.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await form.locator('.picker li', { hasText: 'jerky.png' }).waitFor();
  await page.locator('#alt').fill('一袋羊肉干');
  const send = form.getByRole('button', { name: '上传' });
  await page.route('**/photos', route => route.abort());
  await send.tap();
  await state.getByText('没有上传成功').waitFor();
  assert.equal(await form.locator('input[name=photos]').evaluate(input => input.files.length), 1, 'what was chosen is still chosen');
  await page.unroute('**/photos');
  let go;
  const held = new Promise(resolve => { go = resolve; });
  await page.route('**/photos', route => (route.request().method() === 'POST' ? held.then(() => route.continue()) : route.continue()));
  await send.tap();
  await state.getByText('正在上传').waitFor();
  assert.equal(await state.getByRole('progressbar').count(), 1);
  assert.equal(await send.isEnabled(), false, 'nobody sends it twice');
  go();
  await page.locator('p.said', { hasText: '照片已添加' }).waitFor();
  assert.equal(await page.locator('.shots img').first().getAttribute('alt'), '一袋羊肉干');
}

async function endSession(page, site) {
  await page.goto('/my/products/new');
  await type(page, { name: '没登录的奶豆腐' });
  await page.context().clearCookies();
  await page.getByRole('button', { name: '提交旗区审核' }).click();
  await page.waitForURL(/\/login\?next=/);
  await page.getByLabel('手机号或账号').fill('supplier1');
  await page.getByLabel('密码', { exact: true }).fill(site.passwords.supplier1);
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await page.waitForURL(/\/my\/products\/new$/);
  await notice(page).waitFor();
  await page.goto('/en/my/products/new');
  const offer = page.getByRole('status').getByRole('button', { name: 'Continue' });
  await offer.waitFor();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    none(await violations(page, { structure: true, contrast: true }), `a draft that is offered, ${colorScheme}`);
  }
  await offer.click();
  assert.equal(await page.locator('#name').inputValue(), '没登录的奶豆腐');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/\/login$/);
  assert.deepEqual(await kept(page), [], 'signing out forgets');
}

async function leave(page) {
  const asked = [];
  page.on('dialog', dialog => {
    asked.push(dialog.type());
    return dialog.dismiss();
  });
  await page.goto('/my/profile');
  const before = await page.locator('#introduction').inputValue();
  await page.getByRole('link', { name: '我的产品' }).click();
  await page.goto('/my/profile');
  await type(page, { introduction: `${before} 又写了一句。` });
  await Promise.all([page.waitForEvent('dialog'), page.getByRole('link', { name: '我的产品' }).click({ noWaitAfter: true })]);
  assert.deepEqual(asked, ['beforeunload'], 'asked once, and not before something was typed');
  assert.equal(new URL(page.url()).pathname, '/my/profile');
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('p.said', { hasText: '资料已保存' }).waitFor();
  await page.getByRole('link', { name: '我的产品' }).click();
  await page.waitForURL(/\/my\/products$/);
  assert.equal(asked.length, 1, 'what is saved may be left');
}

async function keepPrices(page, site) {
  const edition = await openApplications(page, path => page.goto(path));
  await page.context().clearCookies();
  await signIn(page, 'supplier1', site.passwords.supplier1);
  await copyProduct(page, '羊肉片');
  const form = `/my/applications/new?edition=${edition}`;
  const row = name => page.locator('.bring li').filter({ hasText: name });
  const price = name => row(name).locator('[name=price]');
  await page.goto(form);
  await row('羊肉片').getByRole('checkbox').check();
  await price('羊肉卷').fill('11');
  await price('羊肉片').fill('22');
  await type(page, { note: '要一个冷柜插座' });
  await sendInVain(page, '提交报名');
  // One that comes in between the two, or before them.
  await copyProduct(page, '羊肉块');
  await page.goto(form);
  const untouched = await price('羊肉块').inputValue();
  await goOn(page).click();
  for (const [name, wanted] of [['羊肉卷', '11'], ['羊肉片', '22'], ['羊肉块', untouched]]) assert.equal(await price(name).inputValue(), wanted, name);
  assert.deepEqual(await page.locator('.bring li:has(:checked)').count(), 1);
  assert.equal(await row('羊肉片').getByRole('checkbox').isChecked(), true);
}

async function copyProduct(page, name) {
  await page.goto('/my/products?q=羊肉卷');
  await page.getByRole('link', { name: '复制一份' }).first().click();
  await page.locator('#name').fill(name);
  await page.getByRole('button', { name: '提交旗区审核' }).click();
  await page.locator('p.said', { hasText: '已送审' }).waitFor();
}

async function choose(page) {
  await page.goto('/my/products');
  const address = await page.locator('main a.offer').first().getAttribute('href');
  await page.goto(address);
  const other = await page.context().newPage();
  await other.goto(address);
  await other.locator('#introduction').fill('别人先存的一句。');
  await other.locator('.sticky-acts .btn--fill').click();
  await other.locator('p.said').waitFor();
  await other.close();
  await type(page, { introduction: '我后存的一句。' });
  await page.locator('.sticky-acts .btn--fill').click();
  await page.locator('h1', { hasText: '已被他人修改' }).waitFor();
  assert.equal((await kept(page)).length, 1, 'the draft outlives the refusal');
  await page.getByRole('button', { name: '保存此版本' }).click();
  await page.locator('p.said').waitFor();
  assert.deepEqual(await kept(page), []);
}

async function register(page) {
  await page.goto('/register');
  await page.locator('#name').fill('还没登记完的合作社');
  await page.waitForFunction(() => JSON.stringify(sessionStorage).includes('还没登记完'));
  await page.reload();
  await goOn(page).click();
  assert.equal(await page.locator('#name').inputValue(), '还没登记完的合作社');
  const other = await page.context().newPage();
  await other.goto('/register', { waitUntil: 'networkidle' });
  assert.equal(await notice(other).count(), 0);
}
