import express from "express";

/** Made as for a server that listens; listening itself is no part of its module. */
export const app = express();
app.get("/", (_, answer) => answer.send("Hello"));
