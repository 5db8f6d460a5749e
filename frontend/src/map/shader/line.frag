// Round ends close the corners; dashes are lengths of on, off, on, off.
uniform vec3 u_colour;
uniform vec4 u_dashes;
uniform float u_soft;
flat in float v_length;
flat in float v_width;
flat in float v_start;
in vec2 v_at;
out vec4 colour;

float cover(float distance) {
    return clamp(0.5 - distance / (2.0 * u_soft), 0.0, 1.0);
}

void main() {
    float beyond = max(max(-v_at.x, v_at.x - v_length), 0.0);
    float strength = cover(length(vec2(beyond, v_at.y)) - 0.5 * v_width);
    float period = u_dashes.x + u_dashes.y + u_dashes.z + u_dashes.w;
    if (period > 0.0) {
        float along = mod(v_start + clamp(v_at.x, 0.0, v_length), period);
        float first = abs(along - 0.5 * u_dashes.x) - 0.5 * u_dashes.x;
        float second = abs(along - u_dashes.x - u_dashes.y - 0.5 * u_dashes.z) - 0.5 * u_dashes.z;
        strength *= max(cover(first), u_dashes.z > 0.0 ? cover(second) : 0.0);
        strength *= cover(beyond - 0.25);
    }
    if (strength <= 0.0) discard;
    colour = vec4(u_colour, 1.0) * strength;
}
