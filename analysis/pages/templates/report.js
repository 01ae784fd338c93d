"use strict";
(function () {
  var phone = window.matchMedia("(max-width: 700px)");
  var config = {responsive: true, displaylogo: false, showSendToCloud: false, plotlyServerURL: "",
    modeBarButtons: [["toImage", "resetScale2d"]]};
  var plots = Array.prototype.slice.call(document.querySelectorAll(".plot"));

  function arranged(plot, width) {
    var meta = plot.layout.meta || {};
    var places = phone.matches ? meta.narrow : meta.wide;
    var change = Object.assign({}, places || {});
    if (width) { change.width = width; } else { change.autosize = true; change.width = null; }
    return Plotly.relayout(plot, change);
  }

  function grown(plot) {
    // A legend of several lines takes its room from the plot; give it back.
    var legend = plot.querySelector(".legend .bg");
    var extra = legend ? legend.getBBox().height - 40 : 0;
    if (extra > 4) { return Plotly.relayout(plot, {height: plot.layout.height + Math.round(extra)}); }
  }

  plots.forEach(function (plot) {
    var source = document.getElementById(plot.id.replace("plot-", "data-"));
    var figure = JSON.parse(source.textContent);
    Plotly.newPlot(plot, figure.data, figure.layout, config)
      .then(function () { return arranged(plot); })
      .then(function () { return grown(plot); })
      .then(function () { plot.style.minHeight = ""; });
  });

  function rearrange() {
    plots.forEach(function (plot) { arranged(plot).then(function () { return grown(plot); }); });
  }
  phone.addEventListener("change", rearrange);
  window.addEventListener("beforeprint", function () { plots.forEach(function (plot) { arranged(plot, 900); }); });
  window.addEventListener("afterprint", rearrange);
})();
