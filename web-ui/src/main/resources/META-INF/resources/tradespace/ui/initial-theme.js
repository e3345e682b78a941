// A classic script in the head, so that a remembered theme is there before the first paint.
try {
  const remembered = localStorage.getItem('tradespace.theme');
  if (remembered === 'light' || remembered === 'dark') document.documentElement.dataset.theme = remembered;
} catch {
  // Storage may be forbidden; then the system's theme it is.
}
