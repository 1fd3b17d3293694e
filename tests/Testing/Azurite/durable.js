// Runs Azurite's blob service: node durable.js FOLDER OPTION..., with FOLDER the one of node_modules. Azurite answers a write up
// to five seconds before its index is on disk, so that a kill loses blobs it had acknowledged. The service that it stands for
// does not; here an answer waits until the index is on disk.
"use strict";
const http = require("http");
const path = require("path");

const modules = path.join(process.argv[2], "node_modules");
process.argv.splice(2, 1);
const Loki = require(path.join(modules, "lokijs"));

const indexes = new Set();
const configure = Loki.prototype.configureOptions; // Each index calls it while it is made.
Loki.prototype.configureOptions = function (...given) {
    indexes.add(this);
    return configure.apply(this, given);
};

const end = http.ServerResponse.prototype.end;
http.ServerResponse.prototype.end = function (...given) {
    const isRead = this.req.method === "GET" || this.req.method === "HEAD";
    const saves = isRead ? [] : [...indexes].map(index => new Promise(saved => index.saveDatabase(saved)));
    Promise.all(saves).then(() => end.apply(this, given));
    return this;
};

require(path.join(modules, "azurite", "dist", "src", "blob", "main.js"));
