// Of each element that is drawn anew, Dash tells its store that what it knew of its place is to be forgotten, and with each such word every element on the page
// looks whether it is meant: a list of a thousand elements is a million looks, seconds in which the page stands still (plotly/dash 3.1 to 4.4). Where nothing is
// known of a place nothing changes, so nobody is told.
(() => {
  const FORGET = "RESET_COMPONENT_STATE";
  const isKnown = (state, place) => Object.keys(state.layoutHashes).some((known) => known.startsWith(place)); // as Dash itself looks for it
  const calm = (store) => {
    const tell = store.dispatch;
    store.dispatch = (said) => {
      const changesNothing = said.type === FORGET && said.payload?.itempath && !isKnown(store.getState(), said.payload.itempath.join(","));
      return changesNothing ? said : tell(said);
    };
  };
  const stores = (window.dash_stores = window.dash_stores || []);
  stores.forEach(calm);
  stores.push = (...more) => { more.forEach(calm); return Array.prototype.push.apply(stores, more); };
})();
