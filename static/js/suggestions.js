// Offers the best results while one types into a search box of the whole site. Without this module the box
// is a form like any other; a list's own box stays one.

import { combobox } from './combobox.js';

for (const input of document.querySelectorAll('form.search[action$="/search"] input[type="search"]')) {
  combobox(input, {
    place: input.form,
    address: `${input.form.getAttribute('action')}/suggestions`,
    take: ({ href }) => location.assign(href),
  });
}
