// Back-office lists: filtered, saved, exported, batch actions; and imported sheets.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

export const HEADS = '供应主体编号,产品名称,规格,类别,单位,价格,价格口径,产地,供应月份';

export function officeSuite(site) {
  describe('the back office', () => {
    test('lists and sheets on a phone, in Chinese, without JavaScript', () =>
      visit(site, { viewport: PHONE, javaScriptEnabled: false }, page => story(page, site, 'zh')));
    test('lists and sheets on a desktop, in English', () =>
      visit(site, { viewport: DESKTOP }, page => story(page, site, 'en')));
    test('a sheet that does not get through is still chosen, and what is sent says so', () =>
      visit(site, {}, page => breakOff(page, site)));
    test('rows are ticked by keyboard and with Shift', () => visit(site, {}, page => ticks(page, site)));
  });
}

async function signIn(page, site, to) {
  await to('/login');
  await page.locator('#login').fill('organiser');
  await page.locator('#password').fill(site.passwords.organiser);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(/\/admin$/);
}

async function story(page, site, language) {
  const to = path => page.goto(`${language === 'en' ? '/en' : ''}${path}`);
  await signIn(page, site, to);
  await keepAndTakeAlong(page, to, language);
  await seeToSeveral(page, to);
  await search(page, to);
  await bring(page, to, language);
}

async function keepAndTakeAlong(page, to, language) {
  await to('/admin/products?sort=price&columns=supplier,price');
  assert.equal(await page.locator('table.dense thead th').count(), 3);
  const name = language === 'en' ? 'Cheapest' : '最便宜的';
  await page.locator('.listbar summary').nth(1).click();
  await page.locator('.listbar input[name=name]').fill(name);
  await page.locator('.listbar form button').click();
  await page.locator('.said').waitFor();
  await to('/admin');
  await page.getByRole('link', { name }).click();
  await page.locator('table.dense').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.listbar a[href*=".csv"]').click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  const first = await page.locator('table.dense tbody th').first().innerText();
  assert.ok(lines[1].startsWith(first.trim()), `${lines[1]} is what the list shows first: ${first}`);
  await page.locator('.kept form button').first().click();
  await page.locator('.said').waitFor();
}

async function seeToSeveral(page, to) {
  await to('/admin/products?state=published');
  const boxes = page.locator('table.dense tbody input[type=checkbox]');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.locator('.bulk button[value=return]').click();
  await page.waitForURL(/selection/);
  assert.equal(await page.locator('main tbody tr').count(), 2);
  assert.equal(await page.locator('main form .btn--fill').count(), 0, 'what is published is not returned');
}

async function search(page, to) {
  await to('/admin');
  await page.locator('#oq').fill('yangrou');
  await page.locator('#oq').press('Enter');
  await page.waitForURL(/\/admin\/search\?q=yangrou/);
  assert.ok(await page.locator('.found a').count() > 0);
}

async function bring(page, to, language) {
  await to('/admin/organisations?kind=cooperative');
  const number = (await page.locator('table.dense tbody tr').first().locator('td').first().innerText()).trim();
  const name = language === 'en' ? '试验奶酪' : '试验奶皮子';
  const bad = `${HEADS}\n${number},${name},1公斤,奶制品,公斤,很贵,零售,150624,1-12\n`;
  await send(page, to, bad);
  assert.match(await page.locator('table.import-rows').innerText(), /很贵/);
  assert.equal(await page.locator('form[action$="/application"]').count(), 0, 'with one bad row nothing is written');
  const category = await categoryOfMilk(page, to);
  await send(page, to, `${HEADS}\n${number},${name},1公斤,"${category}",公斤,88,零售,150624,1-12\n`);
  await page.locator('form[action$="/application"] button').click();
  await page.locator('p.said', { hasText: language === 'en' ? 'Imported' : '已导入' }).waitFor({ timeout: 20_000 });
  await to(`/products?edition=all&q=${encodeURIComponent(name)}`);
  assert.match(await page.locator('main').innerText(), new RegExp(name));
}

export async function send(page, to, text) {
  await to('/admin/imports');
  const form = page.locator('section[aria-labelledby=h-products] form');
  await form.locator('input[type=file]').setInputFiles({ name: 'produce.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await form.locator('button[type=submit]').click();
  await page.waitForURL(/\/admin\/imports\/\d+$/);
}

async function breakOff(page, site) {
  await signIn(page, site, path => page.goto(path));
  await page.goto('/admin/imports');
  const form = page.locator('section[aria-labelledby=h-products] form');
  const button = form.locator('button[type=submit]');
  await form.locator('input[type=file]').setInputFiles({ name: 'produce.csv', mimeType: 'text/csv', buffer: Buffer.from(HEADS) });
  await page.route('**/admin/imports', route => route.abort());
  await button.click();
  await form.getByRole('status').getByText('没有上传成功').waitFor();
  assert.equal(await button.isEnabled(), true);
  await page.unroute('**/admin/imports');
  let go;
  const held = new Promise(resolve => { go = resolve; });
  await page.route('**/admin/imports', route => held.then(() => route.continue()));
  await button.click();
  await form.getByRole('status').getByText('正在上传').waitFor();
  assert.equal(await form.getByRole('progressbar').count(), 1);
  assert.equal(await button.isEnabled(), false, 'nobody sends it twice');
  go();
  await page.locator('.errors, table.import-rows').first().waitFor();
}

// As the supplier's form offers it: of the second level.
async function categoryOfMilk(page, to) {
  await to('/admin/products?q=nai');
  return (await page.locator('table.dense tbody tr').first().locator('td').nth(2).innerText()).trim();
}

async function ticks(page, site) {
  await signIn(page, site, path => page.goto(path));
  await page.goto('/admin/products');
  const boxes = page.locator('table.dense tbody input[type=checkbox]');
  await boxes.nth(2).click();
  await boxes.nth(6).click({ modifiers: ['Shift'] });
  assert.equal(await page.locator('[data-ticked]').innerText(), '已选 5 条');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  assert.equal(await page.locator('[data-ticked]').innerText(), '已选 6 条');
  await page.locator('[data-all] input').check();
  assert.equal(await boxes.evaluateAll(all => all.every(box => box.checked)), true);
  await boxes.nth(0).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/admin\/products\/\d+$/);
}
