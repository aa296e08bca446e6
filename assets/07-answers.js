/* Answers of callbacks: what is on the page already is taken out, since Dash would look at
   every component again and draw it anew. */
(function () {
  "use strict";

  function isShown(id, property, value) {
    // The id of a control is an object, written as text.
    const written = id.startsWith("{") ? JSON.parse(id) : id;
    const component = window.dash_component_api.getLayout(written);
    if (!component || !(property in component.props)) { return false; }
    const shown = component.props[property];
    if (value === null || typeof value !== "object") { return value === shown; }
    return JSON.stringify(value) === JSON.stringify(shown);
  }

  /* An answer without what would change nothing; a patch always changes something. */
  function onlyChanges(answer) {
    if (!answer || !answer.multi || !answer.response) { return answer; }
    for (const [id, properties] of Object.entries(answer.response)) {
      for (const [property, value] of Object.entries(properties)) {
        if (isShown(id, property, value)) { delete properties[property]; }
      }
      if (!Object.keys(properties).length) { delete answer.response[id]; }
    }
    return answer;
  }

  Object.assign(window.metBusinessPlan, { onlyChanges });
})();
