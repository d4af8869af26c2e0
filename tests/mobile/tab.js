// Another tab asks this one for the app's modules: here they are loaded anew, with a memory of their own, on the same storage.
window.load = (path) => import(path);
