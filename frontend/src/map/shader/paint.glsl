// How each status is painted, in one place for cells, slabs and rings. Distances are in pattern px: CSS px, larger on walls.
uniform vec3 u_ink;
uniform vec3 u_gold;
uniform vec3 u_paper;
uniform vec3 u_withheld;
uniform vec3 u_withheld_line;

// How much of a pixel lies inside, from the signed distance to the border.
float cover(float distance, float soft) {
    return clamp(0.5 - distance / (2.0 * soft), 0.0, 1.0);
}

float stripes(float across, float period, float width, float soft) {
    return cover(abs(mod(across, period) - 0.5 * period) - 0.5 * width, soft);
}

float dots(vec2 at, float period, float radius, float soft) {
    return cover(length(mod(at, period) - 0.5 * period) - radius, soft);
}

bool is_patterned(int status) {
    return status == 1 || status == 2 || status == 4 || status == 6;
}

// The mean tone of a status: all that a sign too small for its pattern can show, and all that a vertex can know.
vec3 mean_of(int status) {
    if (status == 0) return u_ink;
    if (status == 3) return u_gold;
    if (status == 1) return mix(u_ink, u_gold, 0.196);
    if (status == 2) return mix(u_gold, u_ink, 0.367);
    if (status == 4) return mix(u_paper, u_ink, 0.375);
    if (status == 6) return mix(u_withheld, u_withheld_line, 0.36);
    return u_paper;
}

vec3 pattern_of(int status, vec2 at, float soft) {
    vec2 diagonal = vec2(at.x + at.y, at.x - at.y) * 0.70710678;
    if (status == 1) return mix(u_ink, u_gold, dots(diagonal, 5.0, 1.25, soft));
    if (status == 2) return mix(u_gold, u_ink, stripes(diagonal.x, 6.0, 2.2, soft));
    if (status == 4) return mix(u_paper, u_ink, stripes(diagonal.x, 4.0, 1.5, soft));
    float cross = max(stripes(diagonal.x, 4.5, 0.9, soft), stripes(diagonal.y, 4.5, 0.9, soft));
    return mix(u_withheld, u_withheld_line, cross);
}

// `fine` is 1 where the pattern is drawn, 0 where only its mean tone is.
vec3 paint(int status, vec2 at, float soft, float fine) {
    vec3 mean = mean_of(status);
    return fine > 0.0 && is_patterned(status) ? mix(mean, pattern_of(status, at, soft), fine) : mean;
}
