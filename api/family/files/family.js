// Blanks an open page within seconds of its end. Without this script the page says from when it is. Written for old phones: what they lack would leave the page open.
(function () {
  var mine = null; // the share that this page belongs to; another one opened in the same browser takes its place

  function gone() {
    document.title = document.body.textContent = "";
    location.replace("/family/summary");
  }

  function look() {
    var asked = new XMLHttpRequest();
    asked.open("GET", "/family/alive");
    asked.onload = function () {
      var share = asked.getResponseHeader("Balm-Share");
      mine = mine || share;
      if (asked.status === 401 || asked.status === 404 || (asked.status === 204 && share !== mine)) gone();
    };
    asked.send(); // no connection: the page still says from when it is
  }

  look();
  setInterval(look, 4000);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") look();
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) look();
  });
})();
