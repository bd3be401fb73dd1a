// The hall: drawn with forms without JavaScript, by dragging with it; and the floor plan for visitors.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signIn } from './accounts.js';
import { DESKTOP, PHONE, visit } from './site.js';

export function hallSuite(site) {
  describe('the hall', () => {
    for (const viewport of [PHONE, DESKTOP]) {
      const without = task => () => visit(site, { viewport, javaScriptEnabled: false }, page => task(page, site, viewport));
      test(`an organiser plans an edition and draws its hall without JavaScript, ${viewport.width} px`, without(plan));
      test(`a visitor looks for mutton on the plan without JavaScript, ${viewport.width} px`, without(look));
    }
    test('a booth is dragged, moved by the arrow keys, and saved', () => visit(site, { viewport: DESKTOP }, page => drag(page, site)));
    test('booths light up while one types', () => visit(site, { viewport: PHONE }, type));
  });
}

async function plan(page, site, { width }) {
  // The second of the two copies the first's hall.
  const zone = width < 500 ? 'Q' : 'R';
  await signIn(page, 'organiser', site.passwords.organiser);
  await page.getByRole('link', { name: '届次与展位' }).click();
  await page.getByRole('link', { name: '筹备新一届' }).click();
  const ordinal = await page.getByLabel('届次').inputValue();
  await page.getByLabel('第一天').fill('2021-09-22');
  await page.getByLabel('最后一天', { exact: true }).fill('2021-09-20');
  await page.getByRole('button', { name: '存草稿' }).click();
  await page.locator('.errors').getByRole('link', { name: /最后一天/ }).waitFor();
  assert.equal(await page.getByLabel('第一天').inputValue(), '2021-09-22');
  await page.getByLabel('最后一天', { exact: true }).fill('2021-09-24');
  await page.getByRole('button', { name: '存草稿' }).click();
  await page.locator('.said', { hasText: '尚未公开' }).waitFor();
  await page.getByRole('link', { name: /^平面图（/ }).click();
  await page.getByLabel('展区代码').fill(zone);
  await page.getByLabel('名称', { exact: true }).fill('品鉴区');
  await page.getByLabel('英文名称').fill('Tasting zone');
  await page.getByLabel('展区用途', { exact: true }).fill('现场品鉴');
  await page.getByLabel('展区用途（英文）').fill('Tasting');
  await page.getByRole('button', { name: '保存展区' }).click();
  await page.getByLabel('排数').fill('2');
  await page.getByLabel('每排展位数').fill('4');
  await page.getByRole('button', { name: '生成展位' }).click();
  await page.locator('.said', { hasText: '平面图已保存' }).waitFor();
  assert.equal(await page.locator(`svg.hall a[aria-label^="${zone}-"]`).count(), 8);
  await page.goto(new URL(await page.locator(`svg.hall a[aria-label="${zone}-001"]`).getAttribute('href'), page.url()).href);
  await page.locator('#width').fill('6');
  await page.getByRole('button', { name: '保存这个展位' }).click();
  await page.locator('.errors', { hasText: `与 ${zone}-002 重叠` }).waitFor();
  assert.equal(await page.locator('#width').inputValue(), '6');
  await page.goto(`/fairs/${ordinal}`);
  assert.match(await page.locator('h1').innerText(), /不存在/);
}

async function look(page) {
  await page.goto('/');
  await page.locator('main').getByRole('link', { name: '平面图' }).click();
  await page.getByRole('searchbox', { name: '在平面图上查找' }).fill('羊肉');
  await page.locator('main').getByRole('button', { name: '查找' }).click();
  const lit = await page.locator('svg.hall .lit').count();
  assert.ok(lit > 0 && lit === await page.locator('.booths li').count());
  const [code] = await page.locator('.booths li b').allInnerTexts();
  await page.locator('.booths li a').first().click();
  await page.locator('.boothplate a').click();
  assert.deepEqual(await page.locator('svg.hall .lit').evaluateAll(all => all.map(one => one.id)), [`m-${code}`]);
}

async function drag(page, site) {
  await signIn(page, 'organiser', site.passwords.organiser);
  await page.goto('/admin/editions/new');
  const ordinal = await page.getByLabel('届次').inputValue();
  await page.getByLabel('月份').fill('2022-09');
  await page.getByRole('button', { name: '存草稿' }).click();
  await page.goto(`/admin/editions/${ordinal}/floor-plan`);
  const booth = page.locator('svg.hall a[aria-label="D-030"]');
  await booth.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await booth.locator('rect').boundingBox();
  const before = Number(await booth.locator('rect').getAttribute('x'));
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 2, y + height, { steps: 5 });
  await page.mouse.up();
  const dragged = Number(await page.locator('#x').inputValue());
  assert.ok(dragged > before && dragged % 0.5 === 0, `${before} → ${dragged}`);
  await booth.focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(Number(await page.locator('#x').inputValue()), dragged + 0.5);
  await page.getByRole('button', { name: '保存这个展位' }).click();
  await page.locator('.said', { hasText: '平面图已保存' }).waitFor();
  assert.equal(Number(await page.locator('svg.hall a.lit rect').getAttribute('x')), dragged + 0.5);
}

async function type(page) {
  await page.goto('/fairs/3/floor-plan');
  await page.waitForLoadState('networkidle');
  await page.getByRole('searchbox', { name: '在平面图上查找' }).pressSequentially('A-01');
  await page.locator('.hallfound', { hasText: '找到 10 个展位' }).waitFor();
  assert.equal(await page.locator('.booths li:visible').count(), 10);
  assert.equal(await page.locator('.hallzone:visible').count(), 1);
  await page.getByRole('searchbox', { name: '在平面图上查找' }).fill('');
  await page.locator('svg.hall .lit').first().waitFor({ state: 'detached' });
}
