// What every vertex of a unit asks first: its state on the chosen day and its measures.
precision highp float;
precision highp int;

uniform highp sampler2D u_measures; // anchor east, south (m); narrow side (m); zoom from which it is drawn
uniform highp usampler2D u_states;  // status; bit 0 dimmed, bit 1 absent; status before; 0
uniform float u_zoom;
uniform float u_pixels;             // CSS px per metre
uniform int u_shown;                // one bit per status

vec4 measure_of(uint unit) {
    return texelFetch(u_measures, ivec2(unit & 1023u, unit >> 10), 0);
}

uvec4 state_of(uint unit) {
    return texelFetch(u_states, ivec2(unit & 1023u, unit >> 10), 0);
}

bool is_there(uvec4 state, vec4 measure) {
    return state.r < 7u && (state.g & 2u) == 0u && u_zoom >= measure.w;
}

bool is_filled(uvec4 state) {
    return (state.g & 1u) == 0u && ((u_shown >> int(state.r)) & 1) == 1;
}

// A place that no view shows: how a vertex shader leaves something out.
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
