#ifndef NTA_CFFMPEG_SHIM_H
#define NTA_CFFMPEG_SHIM_H

#include <errno.h>
#include <stdint.h>

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/crc.h>
#include <libavutil/dict.h>
#include <libavutil/error.h>
#include <libavutil/frame.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/mathematics.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libavutil/rational.h>
#include <libavutil/video_enc_params.h>

/* Wrappers for macros that Swift cannot import. */
static const int32_t nta_AVERROR_EAGAIN = AVERROR(EAGAIN);
static const int32_t nta_AVERROR_EOF = AVERROR_EOF;
static const int64_t nta_AV_NOPTS_VALUE = AV_NOPTS_VALUE;
static inline int nta_averror(int posix_errno) { return AVERROR(posix_errno); }

#endif
