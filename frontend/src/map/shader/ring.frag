// The floor space of a park by status around its number; kind 3 is the mark of a live fact.
uniform sampler2D u_numbers;
uniform vec2 u_slot;     // size of a slot in CSS px
uniform float u_columns; // slots in a row of the atlas
uniform float u_rows;
uniform float u_soft;
uniform float u_coarse;
uniform vec3 u_edge;
uniform vec3 u_line;
uniform vec3 u_accent;
flat in vec4 v_shares;
flat in vec4 v_rest;
flat in float v_radius;
flat in int v_kind;
in vec2 v_at;
out vec4 colour;

float band(float distance, float width) {
    return cover(abs(distance) - 0.5 * width, u_soft);
}

void main() {
    float away = length(v_at);
    if (v_kind == 3) {
        // v_shares.x runs from 0 to 1 while the mark opens; it stays put for people who prefer that.
        float strength = 1.0 - smoothstep(0.6, 1.0, v_shares.x);
        float ring = max(band(away - mix(0.45, 0.95, v_shares.x) * v_radius, 2.5 * u_coarse), 0.0);
        colour = vec4(u_accent, 1.0) * ring * strength;
        return;
    }
    float inner = v_radius * (v_radius < 24.0 ? 0.56 : 0.6);
    float turn = fract(atan(v_at.x, -v_at.y) / 6.28318531);
    float ends[7] = float[7](v_shares.x, v_shares.y, v_shares.z, v_shares.w, v_rest.x, v_rest.y, v_rest.z);
    int status = -1;
    float start = 0.0;
    float gap = 1e6;
    for (int index = 0; index < 7; index++) {
        if (ends[index] <= start) continue;
        if (turn < ends[index] && status < 0) {
            status = index;
            if (ends[index] - start < 0.9999) gap = min(turn - start, ends[index] - turn) * 6.28318531 * away;
        }
        start = ends[index];
    }
    vec3 fill = status < 0 ? u_paper : paint(status, v_at / u_coarse, u_soft / u_coarse, 1.0);
    fill = mix(fill, u_line, cover(gap - 0.5, u_soft));
    float disc = cover(away - v_radius, u_soft);
    vec3 body = mix(fill, u_paper, cover(away - inner, u_soft));
    body = mix(body, u_edge, max(band(away - v_radius + 0.5, 1.0), band(away - inner, 1.0)));
    float glow = cover(away - v_radius - 1.6, u_soft) * 0.9;
    vec4 over = vec4(body, 1.0) * disc + vec4(u_line, 1.0) * glow * (1.0 - disc);
    if (v_kind > 0) {
        float width = v_kind == 2 ? 2.6 : 1.4;
        float mark = band(away - v_radius - 4.5, width * min(u_coarse, 1.3));
        over = mix(over, vec4(u_accent, 1.0), mark);
    }
    vec2 inside = v_at / u_slot + 0.5;
    if (v_rest.w >= 0.0 && all(greaterThan(inside, vec2(0.0))) && all(lessThan(inside, vec2(1.0)))) {
        vec2 slot = vec2(mod(v_rest.w, u_columns), floor(v_rest.w / u_columns));
        vec4 ink = texture(u_numbers, (slot + inside) / vec2(u_columns, u_rows));
        over = over * (1.0 - ink.a) + ink;
    }
    colour = over;
}
