// Answers that the server does not have yet: on this device until they are sent, on a shared tablet
// only as long as the page is open.

function shelf() {
  const kept = new Map();
  return {
    keys: () => [...kept.keys()],
    getItem: (key) => kept.get(key),
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

export const store = "tablet" in document.body.dataset ? shelf() : localStorage;
export const keys = store.keys ?? (() => Object.keys(localStorage));
