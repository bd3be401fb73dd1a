// A brand with its trademark: entered by its owner, verified by the organisers, used by a product, public.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

const MARKS = {
  zh: { brand: '试验晨露', number: 'TM-PAGE-1', registered: /注册商标\s*TM-PAGE-1/ },
  en: { brand: '试验青垄', number: 'TM-PAGE-2', registered: /registered trademark\s*TM-PAGE-2/ },
};

export function trademarksSuite(site) {
  describe('a trademark', () => {
    test('from its owner to a product, on a phone, in Chinese, without JavaScript', () =>
      visit(site, { viewport: PHONE, javaScriptEnabled: false }, page => story(page, site, 'zh')));
    test('from its owner to a product, on a desktop, in English', () =>
      visit(site, { viewport: DESKTOP }, page => story(page, site, 'en')));
  });
}

async function story(page, site, language) {
  const mark = MARKS[language];
  const to = path => page.goto(`${language === 'en' ? '/en' : ''}${path}`);
  const as = person => signIn(page, to, person, site.passwords[person]);
  await as('supplier1');
  await enter(page, mark);
  const product = await bear(page, to, mark);
  await read(page, to, product, mark, false);
  await as('organiser');
  await verify(page, mark);
  await read(page, to, product, mark, true);
}

async function signIn(page, to, login, password) {
  await page.context().clearCookies();
  await to('/login');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(/\/(my|admin)$/);
}

// Two fields are left empty at first.
async function enter(page, mark) {
  await page.locator('.rail a[href$="/my/trademarks"]').click();
  await page.locator('main a.btn--fill[href$="/my/trademarks/new"]').click();
  await page.locator('#brand').fill(mark.brand);
  await page.locator('#number').fill(mark.number);
  await page.locator('#registered_on').fill('2018-05-21');
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('.errors a[href="#class"]').waitFor();
  await page.locator('.errors a[href="#scan"]').waitFor();
  assert.equal(await page.locator('#brand').inputValue(), mark.brand, 'what was typed stays');
  await page.locator('#class').fill('29');
  await page.locator('input[name=file]').setInputFiles({ name: 'scan.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('.said').waitFor();
  await page.locator('main a.offer', { hasText: mark.brand }).waitFor();
}

async function bear(page, to, mark) {
  await to('/my/products?state=published');
  await page.locator('main a.offer').first().click();
  const product = page.url().match(/\/products\/\d+/)[0];
  await page.locator('#brand').selectOption({ label: mark.brand });
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('.said').waitFor();
  return product;
}

async function verify(page, mark) {
  await page.locator('.waits a[href*="/admin/trademarks"]').click();
  await page.locator('main tbody th a', { hasText: mark.brand }).click();
  await page.locator('img.scan').waitFor();
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), 'a wide scan fits the screen');
  await page.locator('form[action$="/verification"] button').click();
  await page.locator('.said').waitFor();
}

async function read(page, to, product, mark, isVerified) {
  await to(product);
  const facts = page.locator('dl.facts');
  assert.equal((await facts.innerText()).includes(mark.brand), isVerified, 'the brand is there once it was verified');
  if (!isVerified) return;
  assert.match(await facts.innerText(), mark.registered);
  await facts.locator('a[href*="/brands/"]').click();
  assert.ok((await page.locator('main').innerText()).includes(mark.number));
}
