// What every vertex of a unit asks first: its state on the chosen day and its measures, and so its paint.
uniform sampler2D u_measures; // middle east, south (m); length, depth (m)
uniform usampler2D u_states;  // status; bit 0 dimmed, bit 1 absent; status before; zoom × 10 it is drawn from
uniform float u_zoom;
uniform float u_pixels;             // CSS px per metre
uniform int u_shown;                // one bit per status

ivec2 texel_of(uint unit) {
    return ivec2(unit & 1023u, unit >> 10);
}

// A place that no view shows: how a vertex shader leaves something out.
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);

// 7 stands for a unit that is there but switched off: bare paper.
ivec2 statuses_of(uvec4 state) {
    bool filled = (state.g & 1u) == 0u && ((u_shown >> int(state.r)) & 1) == 1;
    return filled ? ivec2(state.rb) : ivec2(7);
}

bool is_there(uvec4 state) {
    return state.r < 7u && (state.g & 2u) == 0u && u_zoom * 10.0 >= float(state.a);
}
