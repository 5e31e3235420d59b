declare module '@kusto/language-service-next/*.min.js';
