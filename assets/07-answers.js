/* Answers of callbacks: what is on the page already is taken out, since Dash would look at
   every component again and draw it anew. Content comes as components or as HTML (06-still.js);
   the one takes the other's place. */
(function () {
  "use strict";

  // The id of a control is an object, written as text.
  function propertiesOf(id) {
    const component = window.dash_component_api.getLayout(id.startsWith("{") ? JSON.parse(id) : id);
    return component ? component.props : {};
  }

  function isShown(now, property, value) {
    if (!(property in now)) { return false; }
    const shown = now[property];
    if (value === null || typeof value !== "object") { return value === shown; }
    return JSON.stringify(value) === JSON.stringify(shown);
  }

  function takeItsPlace(now, properties) {
    if ("data-still" in properties) {
      properties["data-island"] = "still";
      if (now.children) { properties.children = null; }
    } else if ("children" in properties && now["data-still"]) {
      properties["data-still"] = "";
    }
  }

  /* An answer without what would change nothing; a patch always changes something. */
  function onlyChanges(answer) {
    if (!answer || !answer.multi || !answer.response) { return answer; }
    for (const [id, properties] of Object.entries(answer.response)) {
      const now = propertiesOf(id);
      takeItsPlace(now, properties);
      for (const [property, value] of Object.entries(properties)) {
        if (isShown(now, property, value)) { delete properties[property]; }
      }
      if (!Object.keys(properties).length) { delete answer.response[id]; }
    }
    return answer;
  }

  Object.assign(window.metBusinessPlan, { onlyChanges });
})();
