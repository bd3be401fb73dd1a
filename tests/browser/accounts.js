// Signed-in users: their tasks, without JavaScript.

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
      test('a bookkeeper lists a product, the organisers let it through, everybody sees it', without(sell));
      test('a supplier sees the own ledgers and opens a list that is narrowed to them', without(openOwn));
    });
  }
}

async function invite(page, site, { width }) {
  const login = `1380000${width}`;
  await signIn(page, 'administrator', site.passwords.administrator);
  await page.getByRole('link', { name: '用户' }).click();
  await page.getByRole('link', { name: '邀请用户' }).click();
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
  await page.getByLabel('再次输入').fill(PASSWORD);
  await page.getByRole('button', { name: /保存/ }).click();
  await signIn(page, login, PASSWORD);
  assert.equal(new URL(page.url()).pathname, '/admin');
  assert.match(await page.locator('main').innerText(), /我的五本账/);
}

async function sell(page, site, { width }) {
  const name = `试验土鸡蛋${width}`;
  await signIn(page, 'supplier1', site.passwords.supplier1);
  await page.getByRole('link', { name: '我的产品' }).click();
  await page.getByRole('link', { name: '上架产品' }).click();
  await page.getByLabel('产品名称').fill(name);
  await page.getByLabel('价格（元）').fill('78元');
  await page.getByRole('button', { name: '提交旗区审核' }).click();
  await page.locator('.errors').getByRole('link', { name: /价格：请填写数字/ }).waitFor();
  assert.equal(await page.getByLabel('产品名称').inputValue(), name);
  await page.getByLabel('类别').selectOption({ label: '鸡蛋' }).catch(() => page.getByLabel('类别').selectOption({ index: 1 }));
  await page.getByLabel('规格').fill('60 枚一盒');
  await page.getByLabel('产地').fill('150624');
  await page.getByLabel('价格（元）').fill('78');
  await page.getByLabel('单位', { exact: true }).selectOption('he');
  await page.getByLabel('价格口径').selectOption('零售');
  await page.getByLabel('9月', { exact: true }).check();
  await page.getByRole('button', { name: '提交旗区审核' }).click();
  await page.locator('.said', { hasText: '已送审' }).waitFor();
  await page.getByRole('button', { name: '退出' }).click();
  await signIn(page, 'organiser', site.passwords.organiser);
  await page.locator('.waits').getByRole('link', { name: /产品待审核/ }).click();
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: '通过，上架' }).click();
  await page.locator('.said', { hasText: '已上架' }).waitFor();
  await page.goto(`/products?edition=all&q=${encodeURIComponent(name)}`);
  await page.locator('main a.label').first().click();
  assert.match(await page.locator('main').innerText(), new RegExp(name));
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
