import { initAll } from "/assets/frontend.js";

initAll();
