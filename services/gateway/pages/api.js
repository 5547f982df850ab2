/* global SwaggerUIBundle */
SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  // Whoever is signed in to the web UI can try things here as well.
  requestInterceptor: (request) => {
    request.headers['X-Requested-With'] = 'closeout';
    return request;
  },
  // The default asks a server outside.
  validatorUrl: null,
});
