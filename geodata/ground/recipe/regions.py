"""Writes ground/regions.csv: code, official name, usual short name, English name, label position (WGS 84).

Plain Python, no packages. English names of prefectures and counties follow the pinyin of their
characters (a Rust test holds them against a dictionary of readings).
usage: regions.py DIR   where DIR holds what build_geodata.sh wrote
"""
import csv, io, json, os, re, sys

COUNTY_EN = """
530102 Wuhua|530103 Panlong|530111 Guandu|530112 Xishan|530113 Dongchuan|530114 Chenggong|530115 Jinning|530124 Fumin
530125 Yiliang|530126 Shilin|530127 Songming|530128 Luquan|530129 Xundian|530181 Anning|530302 Qilin|530303 Zhanyi
530304 Malong|530322 Luliang|530323 Shizong|530324 Luoping|530325 Fuyuan|530326 Huize|530381 Xuanwei|530402 Hongta
530403 Jiangchuan|530423 Tonghai|530424 Huaning|530425 Yimen|530426 Eshan|530427 Xinping|530428 Yuanjiang|530481 Chengjiang
530502 Longyang|530521 Shidian|530523 Longling|530524 Changning|530581 Tengchong|530602 Zhaoyang|530621 Ludian|530622 Qiaojia
530623 Yanjin|530624 Daguan|530625 Yongshan|530626 Suijiang|530627 Zhenxiong|530628 Yiliang|530629 Weixin|530681 Shuifu
530702 Gucheng|530721 Yulong|530722 Yongsheng|530723 Huaping|530724 Ninglang|530802 Simao|530821 Ning'er|530822 Mojiang
530823 Jingdong|530824 Jinggu|530825 Zhenyuan|530826 Jiangcheng|530827 Menglian|530828 Lancang|530829 Ximeng|530902 Linxiang
530921 Fengqing|530922 Yunxian|530923 Yongde|530924 Zhenkang|530925 Shuangjiang|530926 Gengma|530927 Cangyuan|532301 Chuxiong
532302 Lufeng|532322 Shuangbai|532323 Mouding|532324 Nanhua|532325 Yao'an|532326 Dayao|532327 Yongren|532328 Yuanmou
532329 Wuding|532501 Gejiu|532502 Kaiyuan|532503 Mengzi|532504 Mile|532523 Pingbian|532524 Jianshui|532525 Shiping
532527 Luxi|532528 Yuanyang|532529 Honghe|532530 Jinping|532531 Lüchun|532532 Hekou|532601 Wenshan|532622 Yanshan
532623 Xichou|532624 Malipo|532625 Maguan|532626 Qiubei|532627 Guangnan|532628 Funing|532801 Jinghong|532822 Menghai
532823 Mengla|532901 Dali|532922 Yangbi|532923 Xiangyun|532924 Binchuan|532925 Midu|532926 Nanjian|532927 Weishan
532928 Yongping|532929 Yunlong|532930 Eryuan|532931 Jianchuan|532932 Heqing|533102 Ruili|533103 Mangshi|533122 Lianghe
533123 Yingjiang|533124 Longchuan|533301 Lushui|533323 Fugong|533324 Gongshan|533325 Lanping|533401 Shangri-La
533422 Deqin|533423 Weixi
"""
PEOPLES = ['哈尼', '彝', '傣', '拉祜', '佤', '布朗', '独龙', '怒', '傈僳', '白', '普米', '纳西', '苗', '瑶', '壮', '回', '藏', '景颇']

def load(d, name):
    return json.load(open(os.path.join(d, name + '.geojson'), encoding='utf-8'))['features']

def short(full):
    """云南省 stays; 广西壮族自治区 is 广西; 德宏傣族景颇族自治州 is 德宏州; 河口瑶族自治县 is 河口县."""
    for tail, put in (('自治州', '州'), ('自治县', '县')):
        if full.endswith(tail):
            stem = full[:-len(tail)]
            while True:
                for p in PEOPLES:
                    if stem.endswith(p + '族'):
                        stem = stem[:-len(p) - 1]
                        break
                else:
                    return stem + put
    return re.sub('(壮族|回族|维吾尔)?自治区$|特别行政区$', '', full)

def rings(geometry):
    return [r for p in ([geometry['coordinates']] if geometry['type'] == 'Polygon' else geometry['coordinates']) for r in p]

def room(x, y, rs):
    """Distance to the nearest edge, negative outside, in degrees of latitude (longitudes shrunk by 0.91, cos 24.5)."""
    inside, best = False, 1e9
    for r in rs:
        for (ax, ay), (bx, by) in zip(r, r[1:]):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            px, py, dx, dy = (x - ax) * .91, y - ay, (bx - ax) * .91, by - ay
            t = max(0, min(1, (px * dx + py * dy) / (dx * dx + dy * dy or 1)))
            best = min(best, (px - t * dx) ** 2 + (py - t * dy) ** 2)
    return (best if inside else -best), inside

def roomiest(geometry):
    """The point of a grid, refined twice, that lies farthest from the outline."""
    rs = rings(geometry)
    xs, ys = [p[0] for r in rs for p in r], [p[1] for r in rs for p in r]
    cx, cy, w, h = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, (max(xs) - min(xs)) / 2, (max(ys) - min(ys)) / 2
    for _ in range(3):
        _, cx, cy = max((room(cx + i / 8 * w, cy + j / 8 * h, rs)[0], cx + i / 8 * w, cy + j / 8 * h) for i in range(-8, 9) for j in range(-8, 9))
        w, h = w / 8, h / 8
    return round(cx, 3), round(cy, 3)

def rows(d):
    for f in load(d, 'china_province_labels'):
        p, (x, y) = f['properties'], f['geometry']['coordinates']
        yield p['adcode'], p['name'], short(p['name']), p['name_en'], x, y
    for f in load(d, 'yunnan_prefectures'):
        p = f['properties']
        yield p['adcode'], p['name'], short(p['name']), p['name_en'], p['lx'], p['ly']
    english = dict(e.split(' ') for e in COUNTY_EN.replace('\n', '|').split('|') if e)
    placed = {f['properties']['adcode']: (f['properties']['lx'], f['properties']['ly']) for f in load(d, 'dehong_counties')}
    for f in load(d, 'yunnan_counties'):
        p = f['properties']
        x, y = placed.get(p['adcode']) or roomiest(f['geometry'])
        yield p['adcode'], p['name'], short(p['name']), english[p['adcode']], x, y

if __name__ == '__main__':
    out = csv.writer(sys.stdout, lineterminator='\n')
    out.writerow(['code', 'official', 'zh', 'en', 'lon', 'lat'])
    out.writerows(sorted(rows(sys.argv[1])))
