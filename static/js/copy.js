// A copy button beside a field. Without this module, select the text and copy it.

for (const field of document.querySelectorAll('[data-copy]')) enhance(field);

function enhance(field) {
  if (!navigator.clipboard) return;
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn copy', textContent: field.dataset.copy });
  const said = Object.assign(document.createElement('span'), { className: 'vh' });
  said.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = field.dataset.copied;
      said.textContent = field.dataset.copied;
    } catch {
      field.focus();
      field.select();
    }
  });
  field.after(button, said);
}
