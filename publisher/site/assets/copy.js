// Copy buttons: hidden until this runs, so that a page without scripts shows none.
"use strict";
(() => {
  const { done, failed } = document.currentScript.dataset;
  const said = document.createElement("p");
  said.className = "sr";
  said.setAttribute("role", "status");

  // The old way, for pages opened as files or over plain http, where there is no clipboard.
  const select = (source) => {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  };

  const copy = async (source) => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      return true;
    } catch {
      return select(source);
    }
  };

  const tell = (button, words) => {
    button.dataset.words ??= button.textContent;
    button.textContent = words;
    said.textContent = words;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      button.textContent = button.dataset.words;
      said.textContent = "";
    }, 2500);
  };

  for (const button of document.querySelectorAll("button.copy[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    if (!source) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      tell(button, (await copy(source)) ? done : failed);
    });
  }
  document.body.append(said);
})();
