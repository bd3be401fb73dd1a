// Suggests the best results in the search box of the whole site. Without this module the box is an ordinary form; the
// search box of a list always is.

import { combobox } from './combobox.js';

for (const input of document.querySelectorAll('form.search[action$="/search"] input[type="search"]')) {
  combobox(input, {
    place: input.form,
    address: `${input.form.getAttribute('action')}/suggestions`,
    take: ({ href }) => location.assign(href),
  });
}
