// Runs before anything is drawn, so that language and theme never flash: settles both on <html>, where the styles
// and the program read them. A choice in the address wins over one made earlier, that one over the browser's wish.
// Written for the oldest browser that may come by, because it also decides who is told that a newer one is needed.
(function () {
  var root = document.documentElement;
  function kept(key) {
    try { return localStorage.getItem('investmap.' + key); } catch (refused) { return null; }
  }
  function asked(key) {
    var found = new RegExp('[?&]' + key + '=([a-z]+)').exec(location.search);
    return found && found[1];
  }
  function settle(key, allowed, otherwise) {
    var choices = [asked(key), kept(key)];
    for (var i = 0; i < choices.length; i++) {
      if (allowed.indexOf(choices[i]) >= 0) return choices[i];
    }
    return otherwise();
  }
  root.lang = settle('lang', ['zh', 'en'], function () {
    return /^zh/i.test(navigator.language || 'zh') ? 'zh' : 'en';
  }) === 'zh' ? 'zh-CN' : 'en';
  root.setAttribute('data-theme', settle('theme', ['light', 'dark', 'wall'], function () {
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }));
  var able = typeof WebAssembly === 'object' && 'noModule' in HTMLScriptElement.prototype;
  root.setAttribute('data-boot', able ? 'opening' : 'unable');
  // boot.mjs tells what fails after it; this, that boot.mjs itself did not come.
  addEventListener('error', function (event) {
    if (able && event.target.tagName === 'SCRIPT') root.setAttribute('data-boot', 'failed');
  }, true);
})();
