"""Rates of the healing cascade: made from cascade.xml by healing/authoring.py; do not edit."""

# fmt: off
# ruff: noqa
# mypy: ignore-errors
from numba import njit

DIGEST = "9a74c37c33590f58"
SPECIES = (
    "alarmins",
    "debris",
    "matrix_fragments",
    "stasis",
    "hypoxia",
    "open_channels",
    "neutrophils",
    "inflammatory_macrophages",
    "repair_macrophages",
    "vessels",
    "open_epidermis",
    "epidermal_front",
    "cytokines",
    "interleukin_6",
    "interleukin_10",
    "wound_fibroblasts",
    "t_cells",
    "regulatory_t_cells",
    "myofibroblasts",
    "apoptotic_t_cells",
    "heat_stress",
    "hsp70",
    "hsp47",
    "fibroblasts",
    "latent_tgf_b1",
    "tgf_b1",
    "tgf_b3",
    "vegf",
    "mmp9",
    "mmp1",
    "timp1",
    "denatured_collagen",
    "native_collagen",
    "fibrotic_collagen",
    "new_collagen_1",
    "new_collagen_3",
    "vasodilation",
    "oedema",
    "wnt",
    "hair_follicles",
    "hair_shaft",
)
PARAMETERS = (
    "injury_necrotic",
    "injury_removed",
    "injury_denatured",
    "injury_stressed",
    "injury_lymphocytes_lost",
    "injury_lymphocytes_apoptotic",
    "injury_vessels_closed",
    "injury_epidermis_open",
    "zone_radius",
    "zone_open",
    "autoimmunity",
    "fibrotic_circuit",
    "usual_procollagen",
    "alarmin_loss",
    "debris_clearance",
    "debris_by_neutrophils",
    "debris_by_macrophages",
    "phagocyte_half",
    "alarmins_per_stressed",
    "debris_half",
    "stasis_closed_half",
    "stasis_death",
    "stasis_rescue",
    "hypoxia_loss",
    "hypoxia_by_closed_vessels",
    "hypoxia_half",
    "fragment_loss",
    "channel_filling",
    "production_alarmins",
    "cause_alarmins",
    "restraint_alarmins",
    "production_debris",
    "cause_debris",
    "restraint_debris",
    "production_matrix_fragments",
    "cause_matrix_fragments",
    "restraint_matrix_fragments",
    "production_stasis",
    "cause_stasis",
    "restraint_stasis",
    "production_hypoxia",
    "cause_hypoxia",
    "restraint_hypoxia",
    "production_open_channels",
    "cause_open_channels",
    "restraint_open_channels",
    "start_alarmins",
    "start_debris",
    "start_matrix_fragments",
    "start_stasis",
    "start_hypoxia",
    "start_open_channels",
    "closure_half_time",
    "channel_half_time",
    "closure_radius",
    "closure_radius_limit",
    "closure_confluent",
    "closure_end",
    "production_open_epidermis",
    "cause_open_epidermis",
    "restraint_open_epidermis",
    "production_epidermal_front",
    "cause_epidermal_front",
    "restraint_epidermal_front",
    "start_open_epidermis",
    "start_epidermal_front",
    "inflammation_by_open_epidermis",
    "cytokines_by_alarmins",
    "cytokines_by_neutrophils",
    "cytokines_by_macrophages",
    "cytokines_by_t_cells",
    "cytokine_loss",
    "repair_quieting",
    "interleukin_6_turnover",
    "inflammation_by_t_cells",
    "cytokines_by_fibroblasts",
    "interleukin_10_turnover",
    "interleukin_10_by_macrophages",
    "interleukin_10_by_alarmins",
    "interleukin_10_by_regulatory",
    "production_cytokines",
    "cause_cytokines",
    "restraint_cytokines",
    "production_interleukin_6",
    "cause_interleukin_6",
    "restraint_interleukin_6",
    "production_interleukin_10",
    "cause_interleukin_10",
    "restraint_interleukin_10",
    "production_wound_fibroblasts",
    "cause_wound_fibroblasts",
    "restraint_wound_fibroblasts",
    "start_cytokines",
    "start_interleukin_6",
    "start_interleukin_10",
    "start_wound_fibroblasts",
    "recruitment_border",
    "neutrophil_recruitment",
    "neutrophil_half",
    "neutrophil_loss",
    "neutrophil_clearance",
    "macrophage_recruitment",
    "macrophage_half",
    "macrophage_by_interleukin_6",
    "inflammatory_macrophage_loss",
    "macrophage_switch",
    "switch_half",
    "repair_macrophage_loss",
    "macrophage_debris_half",
    "macrophages_by_myofibroblasts",
    "circuit_myofibroblast_half",
    "production_neutrophils",
    "cause_neutrophils",
    "restraint_neutrophils",
    "production_inflammatory_macrophages",
    "cause_inflammatory_macrophages",
    "restraint_inflammatory_macrophages",
    "production_repair_macrophages",
    "cause_repair_macrophages",
    "restraint_repair_macrophages",
    "start_neutrophils",
    "start_inflammatory_macrophages",
    "start_repair_macrophages",
    "t_cell_turnover",
    "t_cell_recruitment",
    "regulatory_recruitment",
    "regulation_half",
    "apoptotic_clearance",
    "autoimmune_recruitment",
    "autoimmune_half",
    "production_t_cells",
    "cause_t_cells",
    "restraint_t_cells",
    "production_regulatory_t_cells",
    "cause_regulatory_t_cells",
    "restraint_regulatory_t_cells",
    "production_apoptotic_t_cells",
    "cause_apoptotic_t_cells",
    "restraint_apoptotic_t_cells",
    "start_t_cells",
    "start_regulatory_t_cells",
    "start_apoptotic_t_cells",
    "heat_stress_loss",
    "hsp70_by_heat",
    "hsp70_loss",
    "hsp47_by_tgf",
    "hsp47_by_myofibroblasts",
    "hsp47_by_hsp70",
    "hsp47_turnover",
    "production_heat_stress",
    "cause_heat_stress",
    "restraint_heat_stress",
    "production_hsp70",
    "cause_hsp70",
    "restraint_hsp70",
    "production_hsp47",
    "cause_hsp47",
    "tgf_half",
    "restraint_hsp47",
    "start_heat_stress",
    "start_hsp70",
    "start_hsp47",
    "latent_tgf_by_open_epidermis",
    "latent_tgf_by_macrophages",
    "latent_tgf_by_myofibroblasts",
    "latent_tgf_turnover",
    "tgf_turnover",
    "activation_by_mmp9",
    "activation_by_macrophages",
    "tgf_b3_by_myofibroblasts",
    "tgf_b3_turnover",
    "vegf_by_hypoxia",
    "vegf_by_macrophages",
    "vegf_by_cytokines",
    "vegf_turnover",
    "production_latent_tgf_b1",
    "cause_latent_tgf_b1",
    "restraint_latent_tgf_b1",
    "production_tgf_b1",
    "cause_tgf_b1",
    "restraint_tgf_b1",
    "production_tgf_b3",
    "cause_tgf_b3",
    "restraint_tgf_b3",
    "production_vegf",
    "cause_vegf",
    "restraint_vegf",
    "start_latent_tgf_b1",
    "start_tgf_b1",
    "start_tgf_b3",
    "start_vegf",
    "mmp1_by_cytokines",
    "mmp1_half",
    "mmp1_restraint_by_tgf",
    "mmp1_by_macrophages",
    "mmp1_by_hsp70",
    "mmp1_turnover",
    "mmp9_by_neutrophils",
    "mmp9_by_macrophages",
    "mmp9_restraint_by_tgf",
    "mmp9_turnover",
    "timp1_by_tgf",
    "timp1_by_interleukin_6",
    "timp1_turnover",
    "timp1_share",
    "mmp1_by_channels",
    "mmp9_by_channels",
    "production_mmp1",
    "cause_mmp1",
    "restraint_mmp1",
    "production_mmp9",
    "cause_mmp9",
    "restraint_mmp9",
    "production_timp1",
    "cause_timp1",
    "restraint_timp1",
    "start_mmp1",
    "start_mmp9",
    "start_timp1",
    "fibroblast_turnover",
    "fibroblast_growth",
    "fibroblast_half",
    "fibroblast_by_macrophages",
    "fibroblast_capacity",
    "myofibroblast_switch",
    "switch_tgf_half",
    "myofibroblast_loss",
    "myofibroblast_growth",
    "circuit_macrophage_half",
    "production_fibroblasts",
    "cause_fibroblasts",
    "restraint_fibroblasts",
    "production_myofibroblasts",
    "cause_myofibroblasts",
    "restraint_myofibroblasts",
    "start_fibroblasts",
    "start_myofibroblasts",
    "denatured_loss",
    "denatured_by_mmp1",
    "denatured_by_mmp9",
    "native_turnover",
    "fibrotic_deposition",
    "fibrotic_half",
    "fibrotic_turnover",
    "fibrotic_maturation",
    "fibrotic_lysis",
    "collagen_1_deposition",
    "collagen_3_deposition",
    "collagen_1_loss",
    "collagen_3_loss",
    "collagen_3_by_tgf_b3",
    "synthesis_by_myofibroblasts",
    "synthesis_half",
    "synthesis_restraint",
    "fibrotic_by_circuit",
    "synthesis_restraint_by_neutrophils",
    "production_denatured_collagen",
    "cause_denatured_collagen",
    "restraint_denatured_collagen",
    "production_native_collagen",
    "cause_native_collagen",
    "restraint_native_collagen",
    "production_fibrotic_collagen",
    "cause_fibrotic_collagen",
    "restraint_fibrotic_collagen",
    "production_new_collagen_1",
    "cause_new_collagen_1",
    "restraint_new_collagen_1",
    "production_new_collagen_3",
    "cause_new_collagen_3",
    "restraint_new_collagen_3",
    "start_denatured_collagen",
    "start_native_collagen",
    "start_fibrotic_collagen",
    "start_new_collagen_1",
    "start_new_collagen_3",
    "dilation_by_heat",
    "dilation_by_cytokines",
    "dilation_half",
    "dilation_loss",
    "vessel_growth",
    "vessel_half",
    "vessel_capacity",
    "vessel_pruning",
    "erythema_by_vessels",
    "dilation_by_channels",
    "dilation_channel_half",
    "oedema_leak",
    "oedema_half",
    "oedema_drainage",
    "production_vasodilation",
    "cause_vasodilation",
    "restraint_vasodilation",
    "production_vessels",
    "cause_vessels",
    "restraint_vessels",
    "production_oedema",
    "cause_oedema",
    "restraint_oedema",
    "start_vasodilation",
    "start_vessels",
    "start_oedema",
    "follicle_turnover",
    "follicle_by_perfusion",
    "follicle_gain_half",
    "follicle_attack",
    "follicle_attack_half",
    "follicle_by_inflammation",
    "wnt_turnover",
    "wnt_by_macrophages",
    "wnt_half",
    "follicle_by_wnt",
    "follicle_wnt_half",
    "follicle_inflammation_half",
    "shaft_turnover",
    "shaft_by_follicles",
    "production_wnt",
    "cause_wnt",
    "restraint_wnt",
    "production_hair_follicles",
    "cause_hair_follicles",
    "restraint_hair_follicles",
    "production_hair_shaft",
    "cause_hair_shaft",
    "restraint_hair_shaft",
    "start_wnt",
    "start_hair_follicles",
    "start_hair_shaft",
)
FOLLOWERS = (
    "attack",
    "dying",
    "clearing",
    "closure_way",
    "closure_open",
    "closure_speed",
    "migrating",
    "quiet",
    "inflammation",
    "recruitment",
    "switching",
    "regulation",
    "tgf_excess",
    "collagenase",
    "gelatinase",
    "room",
    "becoming_myofibroblasts",
    "procollagen",
    "synthesis",
    "collagen_total",
    "crowding",
    "perfusion",
    "erythema",
    "follicle_signal",
    "follicle_supply",
)
VALUES = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0, 1.0, 3.58, 0.341, 0.184, 0.358, 4.0, 0.171, 0.0105, 0.5, 0.6, 0.35, 0.397, 1.52, 0.159, 0.677, 0.214, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.598, 2.85, 60.0, 300.0, 0.7, 0.001, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 3.23, 278.0, 0.241, 0.435, 0.0495, 11.5, 5.73, 5.16, 0.25, 202.0, 8.64, 3.79, 22.4, 0.589, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.7, 26.2, 1.35, 0.918, 0.265, 5.9, 0.741, 0.681, 0.176, 0.539, 0.683, 0.317, 0.0326, 0.25, 0.5, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.115, 0.0735, 0.03, 2.0, 1.0, 0.2875, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 4.6, 72.1, 1.27, 0.0524, 0.0233, 0.0186, 0.00932, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 2.72, 0.0, 0.0, 1.0, 1.0, 0.732, 1.44, 0.548, 0.952, 7.39, 0.0846, 0.852, 0.51, 0.497, 4.92, 3.71, 1.22, 12.5, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 3.55, 1.88, 0.185, 0.0332, 0.656, 1.87, 0.589, 1.44, 11.3, 1.11, 0.936, 0.192, 0.433, 0.5, 59.3, 9.74, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0936, 0.666, 2.55, 0.514, 2.58, 0.278, 1.86, 0.102, 0.184, 0.15, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.02, 0.035, 0.004, 0.0016, 0.03, 30.0, 0.02, 0.0016, 0.01, 0.00081, 0.0016, 0.00268, 0.0228, 0.3, 2.16, 3.38, 0.682, 0.0036, 0.0773, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 20.1, 4.44, 1.44, 3.69, 0.373, 1.44, 3.0, 0.134, 0.0664, 0.733, 0.00877, 3.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.02, 0.3, 0.5, 0.1, 2.0, 0.08, 0.3, 0.3, 1.0, 0.4, 0.5, 5.0, 0.01, 0.6, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill(x, half):
    return x / (half + x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill2(x, half):
    return x * x / (half * half + x * x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill4(x, half):
    return x * x * x * x / (half * half * half * half + x * x * x * x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def above(x):
    return max(x - 1, 0)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def below(x):
    return min(x, 1)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def positive(x):
    return max(x, 0)


@njit(cache=True, nogil=True, error_model='numpy')
def rates(y, p, dy):
    """Rates of change [1/d]."""
    attack = hill(y[6], p[17])
    dying = p[21] * attack * y[3]
    clearing = p[14] + p[15] * attack + p[16] * hill(y[7] + y[8], p[17])
    closure_way = min(p[8], p[55]) / p[54]
    closure_open = max(p[9], hill4(hill4(p[7], p[56]), 0.5))
    closure_speed = 1 / (closure_way * (p[52] + closure_open * (p[53] - p[52])))
    migrating = hill(y[10], p[57])
    quiet = 1 / (1 + above(y[14]) / p[72])
    recruitment = p[96] + (1 - p[96]) * y[9]
    switching = p[105] / (1 + y[12] / p[106])
    regulation = 1 / (1 + above(y[17]) / p[126])
    tgf_excess = above(y[25])
    collagenase = y[29] / ((1 - p[204]) + p[204] * y[30])
    gelatinase = y[28] / ((1 - p[204]) + p[204] * y[30])
    room = positive(1 - (y[23] + y[18]) / p[223])
    becoming_myofibroblasts = p[224] * hill2(tgf_excess, p[225]) * y[23]
    procollagen = (y[23] * (1 + hill(tgf_excess, p[252])) + p[251] * y[18]) * y[22] / (1 + p[253] * y[12] + p[255] * y[6])
    synthesis = procollagen / p[12]
    crowding = positive(1 - y[9] / p[282])
    follicle_signal = (y[9] - 1) + (y[27] - 1)
    follicle_supply = 1 + p[303] * follicle_signal / (p[304] + abs(follicle_signal)) + p[311] * hill(above(y[38]), p[312])
    dy[0] = p[28] * (p[29] + dying) - p[13] * y[0] - p[30] * y[0]
    dy[1] = p[31] * (p[32] + dying) - clearing * y[1] - p[33] * y[1]
    dy[2] = p[34] * (p[35] + clearing * y[1]) - p[26] * y[2] - p[36] * y[2]
    dy[3] = p[37] * p[38] - (p[22] * y[9] * y[3] + dying) - p[39] * y[3]
    dy[4] = p[40] * p[41] - p[23] * y[4] - p[42] * y[4]
    dy[5] = p[43] * p[44] - p[27] * y[5] - p[45] * y[5]
    dy[6] = p[111] * (p[112] + p[97] * hill2(y[12], p[98]) * recruitment) - p[99] * (1 + p[100] * y[8]) * y[6] - p[113] * y[6]
    dy[7] = p[114] * (p[115] + p[101] * hill2(y[12] + p[103] * y[13], p[102]) * hill(y[1], p[108]) * recruitment) - (p[104] + switching) * y[7] - p[116] * y[7]
    dy[8] = p[117] * (p[118] + switching * y[7] + p[11] * p[109] * hill(y[18], p[110])) - p[107] * y[8] - p[119] * y[8]
    dy[9] = p[293] * (p[294] + p[283] + p[280] * hill(above(y[27]), p[281]) * y[9] * crowding) - p[283] * y[9] - p[295] * y[9]
    dy[10] = p[58] * p[59] - 0.693147180559945 * closure_speed * (4 * y[11] * y[11] * y[11] + 0.05) * y[10] - p[60] * y[10]
    dy[11] = p[61] * (p[62] + closure_speed * migrating) - closure_speed * (1 - migrating) * y[11] - p[63] * y[11]
    dy[12] = p[80] * (p[81] + p[67] * y[0] + ((p[68] * y[6] + p[69] * y[7]) * hill(y[1], p[19]) + p[75] * y[15]) * quiet + p[66] * y[10] + p[70] * above(y[16])) - p[71] * y[12] - p[82] * y[12]
    dy[13] = p[83] * (p[84] + p[73] * y[12] * quiet) - p[73] * y[13] - p[85] * y[13]
    dy[14] = p[86] * (p[87] + p[76] + p[77] * y[8] + p[78] * y[0] + p[79] * above(y[17])) - p[76] * y[14] - p[88] * y[14]
    dy[15] = p[89] * (p[90] + p[26] * y[2]) - p[26] * y[15] - p[91] * y[15]
    dy[16] = p[130] * (p[131] + p[123] + (p[124] * (y[7] + y[8]) + p[10] * p[128] * hill2(above(y[16]), p[129])) * regulation) - p[123] * y[16] - p[132] * y[16]
    dy[17] = p[133] * (p[134] + p[123] + p[125] * y[8]) - p[123] * y[17] - p[135] * y[17]
    dy[18] = p[232] * (p[233] + becoming_myofibroblasts + p[11] * p[227] * y[18] * hill(y[8], p[228]) * room) - p[226] * y[18] - p[234] * y[18]
    dy[19] = p[136] * p[137] - p[127] * y[19] - p[138] * y[19]
    dy[20] = p[149] * p[150] - p[142] * y[20] - p[151] * y[20]
    dy[21] = p[152] * (p[153] + p[144] + p[143] * y[20]) - p[144] * y[21] - p[154] * y[21]
    dy[22] = p[155] * (p[156] + p[148] + p[145] * hill(tgf_excess, p[157]) * y[23] + p[146] * y[18] + p[147] * above(y[21])) - p[148] * y[22] - p[158] * y[22]
    dy[23] = p[229] * (p[230] + p[219] + p[220] * y[23] * hill(tgf_excess + p[222] * y[8], p[221]) * room) - (p[219] * y[23] + becoming_myofibroblasts) - p[231] * y[23]
    dy[24] = p[175] * (p[176] + p[165] + p[163] * y[8] + p[164] * y[18] + p[162] * y[10]) - p[165] * y[24] - p[177] * y[24]
    dy[25] = p[178] * (p[179] + p[166] * y[24] * (1 + p[167] * above(y[28]) + p[168] * y[8])) - p[166] * y[25] - p[180] * y[25]
    dy[26] = p[181] * (p[182] + p[170] + p[169] * y[18]) - p[170] * y[26] - p[183] * y[26]
    dy[27] = p[184] * (p[185] + p[174] + p[171] * y[4] + p[172] * y[8] + p[173] * y[12]) - p[174] * y[27] - p[186] * y[27]
    dy[28] = p[210] * (p[211] + p[200] + p[197] * y[6] + p[198] * y[7] / (1 + y[25] / p[199]) + p[206] * y[5]) - p[200] * y[28] - p[212] * y[28]
    dy[29] = p[207] * (p[208] + p[196] + p[191] * y[23] * hill(y[12], p[192]) / (1 + p[193] * tgf_excess) + p[194] * y[8] + p[195] * above(y[21]) + p[205] * y[5]) - p[196] * y[29] - p[209] * y[29]
    dy[30] = p[213] * (p[214] + p[203] + p[201] * hill(tgf_excess, p[157]) * y[23] + p[202] * y[13]) - p[203] * y[30] - p[215] * y[30]
    dy[31] = p[256] * p[257] - (p[237] + p[238] * collagenase + p[239] * gelatinase) * y[31] - p[258] * y[31]
    dy[32] = p[259] * (p[260] + p[240] * below(synthesis)) - (p[240] * collagenase + dying) * y[32] - p[261] * y[32]
    dy[33] = p[262] * (p[263] + p[243] * y[33] + p[241] * y[18] * hill2(tgf_excess, p[242]) + p[11] * p[254] * y[18]) - (p[243] + p[244] + p[245] * above(collagenase)) * y[33] - p[264] * y[33]
    dy[34] = p[265] * (p[266] + p[246] * above(synthesis)) - p[248] * collagenase * y[34] - p[267] * y[34]
    dy[35] = p[268] * (p[269] + p[247] * above(synthesis) * ((1 - p[250]) + p[250] * y[26])) - p[249] * y[35] - p[270] * y[35]
    dy[36] = p[290] * (p[291] + p[277] * hill(y[12], p[278]) + p[285] * hill(y[5], p[286])) - p[279] * y[36] - p[292] * y[36]
    dy[37] = p[296] * (p[297] + p[287] * hill(y[12], p[288])) - p[289] * y[37] - p[298] * y[37]
    dy[38] = p[316] * (p[317] + p[308] + p[309] * hill(y[8], p[310])) - p[308] * y[38] - p[318] * y[38]
    dy[39] = p[319] * (p[320] + p[302] * follicle_supply) - (p[302] + p[305] * hill4(above(y[16]), p[306]) + p[307] * hill4(y[7], p[313])) * y[39] - p[321] * y[39]
    dy[40] = p[322] * (p[323] + p[314] * ((1 - p[315]) + p[315] * y[39])) - p[314] * y[40] - p[324] * y[40]


@njit(cache=True, nogil=True, error_model='numpy')
def follow(y, p, q):
    """Quantities that follow."""
    attack = hill(y[6], p[17])
    dying = p[21] * attack * y[3]
    clearing = p[14] + p[15] * attack + p[16] * hill(y[7] + y[8], p[17])
    closure_way = min(p[8], p[55]) / p[54]
    closure_open = max(p[9], hill4(hill4(p[7], p[56]), 0.5))
    closure_speed = 1 / (closure_way * (p[52] + closure_open * (p[53] - p[52])))
    migrating = hill(y[10], p[57])
    quiet = 1 / (1 + above(y[14]) / p[72])
    inflammation = y[12] + y[13] + p[74] * above(y[16])
    recruitment = p[96] + (1 - p[96]) * y[9]
    switching = p[105] / (1 + y[12] / p[106])
    regulation = 1 / (1 + above(y[17]) / p[126])
    tgf_excess = above(y[25])
    collagenase = y[29] / ((1 - p[204]) + p[204] * y[30])
    gelatinase = y[28] / ((1 - p[204]) + p[204] * y[30])
    room = positive(1 - (y[23] + y[18]) / p[223])
    becoming_myofibroblasts = p[224] * hill2(tgf_excess, p[225]) * y[23]
    procollagen = (y[23] * (1 + hill(tgf_excess, p[252])) + p[251] * y[18]) * y[22] / (1 + p[253] * y[12] + p[255] * y[6])
    synthesis = procollagen / p[12]
    collagen_total = y[32] + y[33] + y[34] + y[35]
    crowding = positive(1 - y[9] / p[282])
    perfusion = y[9] * (1 + y[36])
    erythema = y[36] + p[284] * above(y[9])
    follicle_signal = (y[9] - 1) + (y[27] - 1)
    follicle_supply = 1 + p[303] * follicle_signal / (p[304] + abs(follicle_signal)) + p[311] * hill(above(y[38]), p[312])
    q[0] = attack
    q[1] = dying
    q[2] = clearing
    q[3] = closure_way
    q[4] = closure_open
    q[5] = closure_speed
    q[6] = migrating
    q[7] = quiet
    q[8] = inflammation
    q[9] = recruitment
    q[10] = switching
    q[11] = regulation
    q[12] = tgf_excess
    q[13] = collagenase
    q[14] = gelatinase
    q[15] = room
    q[16] = becoming_myofibroblasts
    q[17] = procollagen
    q[18] = synthesis
    q[19] = collagen_total
    q[20] = crowding
    q[21] = perfusion
    q[22] = erythema
    q[23] = follicle_signal
    q[24] = follicle_supply


@njit(cache=True, nogil=True, error_model='numpy')
def born(p, y):
    """Species just after an injury."""
    y[0] = p[46] + p[0] + p[18] * p[3]
    y[1] = p[47] + p[0] - p[1]
    y[2] = p[48]
    y[3] = p[49] + p[3] * hill4(p[6], p[20])
    y[4] = p[50] + p[24] * hill(p[6], p[25])
    y[5] = p[51] + p[1]
    y[6] = p[120]
    y[7] = p[121]
    y[8] = p[122]
    y[9] = p[300] * (1 - p[6])
    y[10] = p[64] + p[7] * (1 - p[64])
    y[11] = p[65] * (1 - p[7] / (p[64] + p[7] + 1e-12))
    y[12] = p[92]
    y[13] = p[93]
    y[14] = p[94]
    y[15] = p[95]
    y[16] = p[139] * (1 - p[4])
    y[17] = p[140] * (1 - p[4])
    y[18] = p[236] * (1 - p[0])
    y[19] = p[141] + p[139] * p[5]
    y[20] = p[159] + p[3]
    y[21] = p[160]
    y[22] = p[161]
    y[23] = p[235] * (1 - p[0])
    y[24] = p[187]
    y[25] = p[188]
    y[26] = p[189]
    y[27] = p[190]
    y[28] = p[217]
    y[29] = p[216]
    y[30] = p[218]
    y[31] = p[271] * (1 - p[1]) + p[2]
    y[32] = p[272] * positive(1 - p[1] - p[2])
    y[33] = p[273] * positive(1 - p[1] - p[2])
    y[34] = p[274] * positive(1 - p[1] - p[2])
    y[35] = p[275] * positive(1 - p[1] - p[2])
    y[36] = p[299] + p[276] * p[3]
    y[37] = p[301]
    y[38] = p[325]
    y[39] = p[326]
    y[40] = p[327]
