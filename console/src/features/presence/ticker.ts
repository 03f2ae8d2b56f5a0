const EVERY_MILLIS = 8_000;

postMessage("tick");
setInterval(() => postMessage("tick"), EVERY_MILLIS);
