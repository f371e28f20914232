// Sends the token once; from then on the browser has it in a cookie that no script can read.
"use strict";

document.getElementById("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = document.getElementById("said");
  const token = document.getElementById("token");
  said.hidden = true;
  try {
    const answer = await fetch("/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: token.value.trim() }),
    });
    if (answer.ok) {
      sessionStorage.setItem("leeward-login", "yes");
      location.replace("/");
      return;
    }
    said.textContent = answer.status === 401 ? "This instance does not know that token." : "This instance does not take it (" + answer.status + ").";
  } catch (failure) {
    said.textContent = "This instance does not answer.";
  }
  said.hidden = false;
  token.select();
});
