/* Windows has its own icuuc.dll, which Qt6Core asks for converters of old code pages; Wine has none.
   This one knows no converter, so Qt says of each such page that it can't read it. */
#define KNOWN_TO_NOBODY 4 /* U_FILE_ACCESS_ERROR */
#define OUT __declspec(dllexport)

OUT void *ucnv_open(const char *name, int *error) { *error = KNOWN_TO_NOBODY; return 0; }
OUT int ucnv_countAvailable(void) { return 0; }
OUT const char *ucnv_getAvailableName(int number) { return 0; }
OUT const char *ucnv_getStandardName(const char *name, const char *standard, int *error) { *error = KNOWN_TO_NOBODY; return 0; }

/* What follows takes a converter, and nobody can have one. */
OUT void ucnv_close(void *one) {}
OUT void ucnv_reset(void *one) {}
OUT signed char ucnv_getMaxCharSize(void *one) { return 1; }
OUT const char *ucnv_getName(void *one, int *error) { return 0; }
OUT void ucnv_getToUCallBack(void *one, void *action, void *context) {}
OUT void ucnv_getFromUCallBack(void *one, void *action, void *context) {}
OUT void ucnv_setToUCallBack(void *one, void *action, void *context, void *before, void *with, int *error) {}
OUT void ucnv_setFromUCallBack(void *one, void *action, void *context, void *before, void *with, int *error) {}
OUT void ucnv_cbToUWriteUChars(void *said, void *text, int length, int offset, int *error) {}
OUT void ucnv_cbFromUWriteUChars(void *said, void *text, void *end, int offset, int *error) {}
OUT void ucnv_toUnicode(void *one, void *to, void *end, void *from, void *limit, int *offsets, signed char flush, int *error) {}
OUT void ucnv_fromUnicode(void *one, void *to, void *end, void *from, void *limit, int *offsets, signed char flush, int *error) {}
OUT int ucnv_toUCountPending(void *one, int *error) { return 0; }
OUT int ucnv_fromUCountPending(void *one, int *error) { return 0; }
OUT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void *context, void *said, void *units, int length, int reason, int *error) {}
OUT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void *context, void *said, void *units, int length, int point, int reason, int *error) {}
