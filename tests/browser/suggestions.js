// Suggestions of a search box: by keyboard alone, announced to screen readers, and optional.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violations } from './axe.js';
import { DESKTOP, PHONE, none, visit } from './site.js';

const BOX = '.mast input[type=search]';

export function suggestionsSuite(site) {
  for (const viewport of [PHONE, DESKTOP]) {
    const on = (path, task) => () => visit(site, { viewport }, async page => {
      await page.goto(path);
      await task(page);
    });
    describe(`suggestions, ${viewport.width} px`, { concurrency: 2 }, () => {
      test('arrow keys choose, Enter goes there', on('/', choose));
      test('Escape closes and leaves what was typed', on('/', escape));
      test('Enter without a choice searches', on('/', search));
      test('the number is said once typing rests', on('/en/', said));
      test('a slow answer does not replace a later one', on('/', stale));
      test('an input method is let finish its word', on('/', compose));
      test('a pointer chooses as well', on('/', point));
      test('a server that wants a pause gets one', on('/', pause));
      test('the open list breaks no rule of accessibility', on('/', audit));
      test('a list searches itself and offers nothing', on('/products', page => ordinary(page, '#eq')));
      test('without JavaScript the box is a box', () => visit(site, { viewport, javaScriptEnabled: false }, async page => {
        await page.goto('/');
        await ordinary(page, BOX);
      }));
    });
  }
}

// Typed at once: between slow letters the box would ask, and a later answer would undo the choice.
async function type(page, text) {
  const box = page.locator(BOX);
  await box.focus();
  await page.keyboard.insertText(text);
  await page.locator('.mast [role=option]').first().waitFor();
  return box;
}

const active = box => box.evaluate(input => document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent ?? null);

async function choose(page) {
  const box = await type(page, 'etkq');
  assert.equal(await box.getAttribute('role'), 'combobox');
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  const list = page.locator(`#${await box.getAttribute('aria-controls')}`);
  assert.equal(await list.getAttribute('role'), 'listbox');
  assert.equal(await active(box), null, 'nothing is chosen before a key is pressed');
  await page.keyboard.press('ArrowDown');
  assert.match(await active(box), /^鄂托克旗/);
  assert.equal(await list.locator('[aria-selected=true]').count(), 1);
  assert.equal(await list.locator('[aria-selected=true] mark').innerText(), '鄂托克旗');
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(box), null, 'before the first is the box itself');
  await page.keyboard.press('ArrowUp');
  assert.match(await active(box), /^查看全部结果/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.ok(await box.evaluate(input => input === document.activeElement), 'the focus stays in the box');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/banners/150624');
}

async function escape(page) {
  const box = await type(page, '羊肉');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  assert.equal(await box.getAttribute('aria-activedescendant'), null);
  assert.equal(await box.inputValue(), '羊肉');
  assert.ok(await page.locator('.mast .suggestions').isHidden());
  await page.keyboard.press('ArrowDown');
  await page.locator('.mast [role=option]').first().waitFor();
}

async function search(page) {
  await type(page, 'yangrou');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search?q=yangrou');
  assert.equal(await page.locator('main .hits mark').first().innerText(), '羊肉');
}

async function said(page) {
  await type(page, 'naijiu');
  const status = page.locator('.mast [role=status]');
  const number = await page.locator('.mast [role=option]').count() - 1;
  assert.match(await status.innerText(), new RegExp(`^${number} suggestions?, choose with the arrow keys$`));
  const box = page.locator(BOX);
  await box.fill('zzzzqqqq');
  await page.waitForFunction(() => document.querySelector('.mast [role=status]').textContent === 'No suggestions');
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
}

async function stale(page) {
  await page.route('**/search/suggestions?q=%E7%BE%8A', async route => {
    await new Promise(resolve => { setTimeout(resolve, 1200); });
    // The browser may have aborted it by then.
    await route.continue().catch(() => {});
  });
  const box = page.locator(BOX);
  await box.focus();
  await page.keyboard.type('羊');
  await page.waitForRequest('**/search/suggestions?q=%E7%BE%8A');
  await page.keyboard.type('绒围巾');
  await page.locator('.mast [role=option] mark', { hasText: '羊绒围巾' }).first().waitFor();
  await page.waitForTimeout(1500);
  assert.equal(await page.locator('.mast [role=option] mark').first().innerText(), '羊绒围巾');
}

async function compose(page) {
  let asked = 0;
  await page.route('**/search/suggestions**', route => { asked++; return route.continue(); });
  const box = page.locator(BOX);
  await box.focus();
  await box.evaluate(input => {
    input.value = 'ya';
    input.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));
  });
  await page.waitForTimeout(500);
  assert.equal(asked, 0, 'half a word is asked for');
  await box.evaluate(input => {
    input.value = '羊';
    input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  });
  await page.locator('.mast [role=option]').first().waitFor();
  assert.equal(asked, 1);
}

async function point(page) {
  await type(page, '150621');
  // Suggestions for half the code may still be shown.
  await page.locator('.mast [role=option]').first().filter({ hasText: '达拉特旗' }).click();
  await page.waitForURL('**/banners/150621');
}

async function pause(page) {
  let asked = 0;
  await page.route('**/search/suggestions**', route => {
    asked++;
    return route.fulfill({ status: 429, headers: { 'retry-after': '2' }, body: '' });
  });
  await page.locator(BOX).focus();
  await page.keyboard.type('羊');
  await page.waitForResponse('**/search/suggestions**');
  await page.keyboard.type('肉卷', { delay: 200 });
  await page.waitForTimeout(700);
  assert.equal(asked, 1, 'it goes on asking');
  assert.ok(await page.locator('.mast .suggestions').isHidden());
}

async function audit(page) {
  await type(page, '羊');
  await page.keyboard.press('ArrowDown');
  none(await violations(page, { structure: true, contrast: true }), page.url());
  const box = await page.locator('.mast .suggestions').boundingBox();
  const { width } = page.viewportSize();
  assert.ok(box.x >= 0 && box.x + box.width <= width, 'the list leaves the window');
  for (const option of await page.locator('.mast [role=option]').all()) {
    const { height } = await option.boundingBox();
    assert.ok(height >= 24, `an option is ${height} px high`);
  }
}

async function ordinary(page, selector) {
  const box = page.locator(selector);
  assert.equal(await box.getAttribute('role'), null);
  await box.fill('羊肉');
  await box.press('Enter');
  await page.waitForURL(/q=/);
  await page.locator('main a[href^="/products/"]').first().waitFor();
}
