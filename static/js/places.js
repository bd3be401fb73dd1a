// Suggests places, or organisations at the signing desk, while typing. What is chosen is sent with its code, in the
// hidden field `data-code` or `<name>_code`; without this module the server asks if several have the name.

import { combobox } from './combobox.js';

for (const input of document.querySelectorAll('input[data-places]')) {
  combobox(input, { place: input.parentElement, address: input.dataset.places, take: place => take(input, place) });
}

function take(input, { value, code }) {
  const name = input.dataset.code ?? `${input.name}_code`;
  const ask = input.closest('.ask');
  // Choosing here answers the question.
  ask.querySelector('.choices')?.remove();
  let chosen = ask.querySelector(`input[type=hidden][name="${name}"]`);
  if (!chosen) {
    chosen = Object.assign(document.createElement('input'), { type: 'hidden', name });
    ask.append(chosen);
  }
  input.value = value;
  chosen.value = code;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
