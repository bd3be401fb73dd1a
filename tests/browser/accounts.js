// Those who sign in: as a person does it, without JavaScript.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

const PASSWORD = 'seven white sheep went up';

export async function signIn(page, login, password) {
  await page.goto('/login');
  await page.getByLabel('手机号或账号').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await page.waitForLoadState('networkidle');
}

export function accountsSuite(site) {
  for (const viewport of [PHONE, DESKTOP]) {
    const without = task => () => visit(site, { viewport, javaScriptEnabled: false }, page => task(page, site, viewport));
    describe(`accounts without JavaScript, ${viewport.width} px`, () => {
      test('an administrator invites an organiser, who sets a password and comes in', without(invite));
      test('a wrong password is said, and what was typed stays', without(mistype));
      test('a supplier sees the own ledgers and opens a list that is narrowed to them', without(openOwn));
    });
  }
}

async function invite(page, site, { width }) {
  const login = `1380000${width}`;
  await signIn(page, 'administrator', site.passwords.administrator);
  await page.getByRole('link', { name: '用户' }).click();
  await page.getByRole('link', { name: '邀请一个人' }).click();
  await page.locator('main').getByRole('button', { name: '邀请' }).click();
  await page.locator('.errors').getByRole('link', { name: /称呼/ }).waitFor();
  await page.getByLabel('账号', { exact: true }).fill(login);
  await page.getByLabel('称呼', { exact: true }).fill('乙(演示)');
  await page.getByLabel('组委会').check();
  await page.locator('main').getByRole('button', { name: '邀请' }).click();
  const link = await page.getByLabel('链接').inputValue();
  await page.getByRole('button', { name: '退出' }).click();
  await page.goto(link);
  await page.getByLabel('新密码').fill(PASSWORD);
  await page.getByLabel('再输一次').fill(PASSWORD);
  await page.getByRole('button', { name: /保存/ }).click();
  await signIn(page, login, PASSWORD);
  assert.equal(new URL(page.url()).pathname, '/admin');
  assert.match(await page.locator('main').innerText(), /现在的五本账/);
}

async function mistype(page) {
  await signIn(page, 'nobody-here', 'not a password');
  await page.locator('.errors', { hasText: '账号或密码不对' }).waitFor();
  assert.equal(await page.getByLabel('手机号或账号').inputValue(), 'nobody-here');
  assert.equal(await page.getByLabel('密码', { exact: true }).inputValue(), '');
}

async function openOwn(page, site) {
  await signIn(page, 'supplier1', site.passwords.supplier1);
  assert.equal(new URL(page.url()).pathname, '/my');
  await page.locator('.step--c a.fig, .step a[href^="/contracts"]').first().click();
  assert.match(page.url(), /supplier=\d+/);
}
