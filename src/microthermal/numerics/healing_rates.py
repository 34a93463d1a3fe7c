"""Rates of the healing cascade: made from cascade.xml by healing/authoring.py; do not edit."""

# fmt: off
# ruff: noqa
# mypy: ignore-errors
from numba import njit

DIGEST = "f0ae84cc103a2292"
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
    "phagocyte_load",
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
    "dilation_open_weight",
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
    "meal",
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
VALUES = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0, 1.0, 3.83, 0.481, 0.1, 0.15, 4.0, 0.167, 0.0109, 0.5, 0.6, 0.35, 0.399, 1.5, 0.165, 0.03, 0.647, 0.213, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 2.79, 60.0, 300.0, 0.7, 0.001, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 3.13, 310.0, 0.207, 0.437, 0.0503, 11.7, 5.76, 5.13, 0.25, 180.0, 8.54, 4.01, 22.7, 0.604, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.7, 25.2, 1.22, 0.888, 0.223, 5.23, 0.651, 0.702, 0.18, 0.493, 0.648, 0.328, 0.033, 0.25, 0.5, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.118, 0.0745, 0.03, 2.0, 1.0, 0.295, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 4.47, 73.5, 1.28, 0.0522, 0.0249, 0.0191, 0.00954, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 2.74, 0.0, 0.0, 1.0, 1.0, 0.721, 1.42, 0.557, 0.985, 8.27, 0.0874, 0.89, 0.513, 0.51, 4.99, 3.81, 1.23, 12.7, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 3.48, 1.93, 0.167, 0.0339, 0.646, 1.81, 0.623, 1.5, 11.4, 1.12, 0.918, 0.201, 0.41, 0.5, 60.0, 9.42, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0949, 0.66, 2.63, 0.497, 2.84, 0.328, 1.75, 0.104, 0.184, 0.15, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.02, 0.035, 0.004, 0.0016, 0.03, 30.0, 0.02, 0.0016, 0.01, 0.000777, 0.00161, 0.00258, 0.0231, 0.3, 2.18, 3.23, 0.625, 0.0044, 0.0797, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 20.1, 4.02, 1.5, 3.68, 0.374, 1.46, 3.0, 0.132, 0.0686, 0.786, 0.00854, 0.1, 3.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.02, 0.3, 0.5, 0.1, 2.0, 0.08, 0.3, 0.3, 1.0, 0.4, 0.5, 5.0, 0.01, 0.6, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0)


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
    meal = p[17] * (1 + y[1] / p[26])
    clearing = p[14] + p[15] * hill(y[6], meal) + p[16] * hill(y[7] + y[8], meal)
    closure_way = min(p[8], p[56]) / p[55]
    closure_open = max(p[9], hill4(hill4(p[7], p[57]), 0.5))
    closure_speed = 1 / (closure_way * (p[53] + closure_open * (p[54] - p[53])))
    migrating = hill(y[10], p[58])
    quiet = 1 / (1 + above(y[14]) / p[73])
    recruitment = p[97] + (1 - p[97]) * y[9]
    switching = p[106] / (1 + y[12] / p[107])
    regulation = 1 / (1 + above(y[17]) / p[127])
    tgf_excess = above(y[25])
    collagenase = y[29] / ((1 - p[205]) + p[205] * y[30])
    gelatinase = y[28] / ((1 - p[205]) + p[205] * y[30])
    room = positive(1 - (y[23] + y[18]) / p[224])
    becoming_myofibroblasts = p[225] * hill2(tgf_excess, p[226]) * y[23]
    procollagen = (y[23] * (1 + hill(tgf_excess, p[253])) + p[252] * y[18]) * y[22] / (1 + p[254] * y[12] + p[256] * y[6])
    synthesis = procollagen / p[12]
    crowding = positive(1 - y[9] / p[283])
    follicle_signal = (y[9] - 1) + (y[27] - 1)
    follicle_supply = 1 + p[305] * follicle_signal / (p[306] + abs(follicle_signal)) + p[313] * hill(above(y[38]), p[314])
    dy[0] = p[29] * (p[30] + dying) - p[13] * y[0] - p[31] * y[0]
    dy[1] = p[32] * (p[33] + dying) - clearing * y[1] - p[34] * y[1]
    dy[2] = p[35] * (p[36] + clearing * y[1]) - p[27] * y[2] - p[37] * y[2]
    dy[3] = p[38] * p[39] - (p[22] * y[9] * y[3] + dying) - p[40] * y[3]
    dy[4] = p[41] * p[42] - p[23] * y[4] - p[43] * y[4]
    dy[5] = p[44] * p[45] - p[28] * y[5] - p[46] * y[5]
    dy[6] = p[112] * (p[113] + p[98] * hill2(y[12], p[99]) * recruitment) - p[100] * (1 + p[101] * y[8]) * y[6] - p[114] * y[6]
    dy[7] = p[115] * (p[116] + p[102] * hill2(y[12] + p[104] * y[13], p[103]) * hill(y[1], p[109]) * recruitment) - (p[105] + switching) * y[7] - p[117] * y[7]
    dy[8] = p[118] * (p[119] + switching * y[7] + p[11] * p[110] * hill(y[18], p[111])) - p[108] * y[8] - p[120] * y[8]
    dy[9] = p[295] * (p[296] + p[284] + p[281] * hill(above(y[27]), p[282]) * y[9] * crowding) - p[284] * y[9] - p[297] * y[9]
    dy[10] = p[59] * p[60] - 0.693147180559945 * closure_speed * (4 * y[11] * y[11] * y[11] + 0.05) * y[10] - p[61] * y[10]
    dy[11] = p[62] * (p[63] + closure_speed * migrating) - closure_speed * (1 - migrating) * y[11] - p[64] * y[11]
    dy[12] = p[81] * (p[82] + p[68] * y[0] + ((p[69] * y[6] + p[70] * y[7]) * hill(y[1], p[19]) + p[76] * y[15]) * quiet + p[67] * y[10] + p[71] * above(y[16])) - p[72] * y[12] - p[83] * y[12]
    dy[13] = p[84] * (p[85] + p[74] * y[12] * quiet) - p[74] * y[13] - p[86] * y[13]
    dy[14] = p[87] * (p[88] + p[77] + p[78] * y[8] + p[79] * y[0] + p[80] * above(y[17])) - p[77] * y[14] - p[89] * y[14]
    dy[15] = p[90] * (p[91] + p[27] * y[2]) - p[27] * y[15] - p[92] * y[15]
    dy[16] = p[131] * (p[132] + p[124] + (p[125] * (y[7] + y[8]) + p[10] * p[129] * hill2(above(y[16]), p[130])) * regulation) - p[124] * y[16] - p[133] * y[16]
    dy[17] = p[134] * (p[135] + p[124] + p[126] * y[8]) - p[124] * y[17] - p[136] * y[17]
    dy[18] = p[233] * (p[234] + becoming_myofibroblasts + p[11] * p[228] * y[18] * hill(y[8], p[229]) * room) - p[227] * y[18] - p[235] * y[18]
    dy[19] = p[137] * p[138] - p[128] * y[19] - p[139] * y[19]
    dy[20] = p[150] * p[151] - p[143] * y[20] - p[152] * y[20]
    dy[21] = p[153] * (p[154] + p[145] + p[144] * y[20]) - p[145] * y[21] - p[155] * y[21]
    dy[22] = p[156] * (p[157] + p[149] + p[146] * hill(tgf_excess, p[158]) * y[23] + p[147] * y[18] + p[148] * above(y[21])) - p[149] * y[22] - p[159] * y[22]
    dy[23] = p[230] * (p[231] + p[220] + p[221] * y[23] * hill(tgf_excess + p[223] * y[8], p[222]) * room) - (p[220] * y[23] + becoming_myofibroblasts) - p[232] * y[23]
    dy[24] = p[176] * (p[177] + p[166] + p[164] * y[8] + p[165] * y[18] + p[163] * y[10]) - p[166] * y[24] - p[178] * y[24]
    dy[25] = p[179] * (p[180] + p[167] * y[24] * (1 + p[168] * above(y[28]) + p[169] * y[8])) - p[167] * y[25] - p[181] * y[25]
    dy[26] = p[182] * (p[183] + p[171] + p[170] * y[18]) - p[171] * y[26] - p[184] * y[26]
    dy[27] = p[185] * (p[186] + p[175] + p[172] * y[4] + p[173] * y[8] + p[174] * y[12]) - p[175] * y[27] - p[187] * y[27]
    dy[28] = p[211] * (p[212] + p[201] + p[198] * y[6] + p[199] * y[7] / (1 + y[25] / p[200]) + p[207] * y[5]) - p[201] * y[28] - p[213] * y[28]
    dy[29] = p[208] * (p[209] + p[197] + p[192] * y[23] * hill(y[12], p[193]) / (1 + p[194] * tgf_excess) + p[195] * y[8] + p[196] * above(y[21]) + p[206] * y[5]) - p[197] * y[29] - p[210] * y[29]
    dy[30] = p[214] * (p[215] + p[204] + p[202] * hill(tgf_excess, p[158]) * y[23] + p[203] * y[13]) - p[204] * y[30] - p[216] * y[30]
    dy[31] = p[257] * p[258] - (p[238] + p[239] * collagenase + p[240] * gelatinase) * y[31] - p[259] * y[31]
    dy[32] = p[260] * (p[261] + p[241] * below(synthesis)) - (p[241] * collagenase + dying) * y[32] - p[262] * y[32]
    dy[33] = p[263] * (p[264] + p[244] * y[33] + p[242] * y[18] * hill2(tgf_excess, p[243]) + p[11] * p[255] * y[18]) - (p[244] + p[245] + p[246] * above(collagenase)) * y[33] - p[265] * y[33]
    dy[34] = p[266] * (p[267] + p[247] * above(synthesis)) - p[249] * collagenase * y[34] - p[268] * y[34]
    dy[35] = p[269] * (p[270] + p[248] * above(synthesis) * ((1 - p[251]) + p[251] * y[26])) - p[250] * y[35] - p[271] * y[35]
    dy[36] = p[292] * (p[293] + p[278] * hill(y[12], p[279]) + p[286] * hill(y[5] + p[288] * y[10], p[287])) - p[280] * y[36] - p[294] * y[36]
    dy[37] = p[298] * (p[299] + p[289] * hill(y[12], p[290])) - p[291] * y[37] - p[300] * y[37]
    dy[38] = p[318] * (p[319] + p[310] + p[311] * hill(y[8], p[312])) - p[310] * y[38] - p[320] * y[38]
    dy[39] = p[321] * (p[322] + p[304] * follicle_supply) - (p[304] + p[307] * hill4(above(y[16]), p[308]) + p[309] * hill4(y[7], p[315])) * y[39] - p[323] * y[39]
    dy[40] = p[324] * (p[325] + p[316] * ((1 - p[317]) + p[317] * y[39])) - p[316] * y[40] - p[326] * y[40]


@njit(cache=True, nogil=True, error_model='numpy')
def follow(y, p, q):
    """Quantities that follow."""
    attack = hill(y[6], p[17])
    dying = p[21] * attack * y[3]
    meal = p[17] * (1 + y[1] / p[26])
    clearing = p[14] + p[15] * hill(y[6], meal) + p[16] * hill(y[7] + y[8], meal)
    closure_way = min(p[8], p[56]) / p[55]
    closure_open = max(p[9], hill4(hill4(p[7], p[57]), 0.5))
    closure_speed = 1 / (closure_way * (p[53] + closure_open * (p[54] - p[53])))
    migrating = hill(y[10], p[58])
    quiet = 1 / (1 + above(y[14]) / p[73])
    inflammation = y[12] + y[13] + p[75] * above(y[16])
    recruitment = p[97] + (1 - p[97]) * y[9]
    switching = p[106] / (1 + y[12] / p[107])
    regulation = 1 / (1 + above(y[17]) / p[127])
    tgf_excess = above(y[25])
    collagenase = y[29] / ((1 - p[205]) + p[205] * y[30])
    gelatinase = y[28] / ((1 - p[205]) + p[205] * y[30])
    room = positive(1 - (y[23] + y[18]) / p[224])
    becoming_myofibroblasts = p[225] * hill2(tgf_excess, p[226]) * y[23]
    procollagen = (y[23] * (1 + hill(tgf_excess, p[253])) + p[252] * y[18]) * y[22] / (1 + p[254] * y[12] + p[256] * y[6])
    synthesis = procollagen / p[12]
    collagen_total = y[32] + y[33] + y[34] + y[35]
    crowding = positive(1 - y[9] / p[283])
    perfusion = y[9] * (1 + y[36])
    erythema = y[36] + p[285] * above(y[9])
    follicle_signal = (y[9] - 1) + (y[27] - 1)
    follicle_supply = 1 + p[305] * follicle_signal / (p[306] + abs(follicle_signal)) + p[313] * hill(above(y[38]), p[314])
    q[0] = attack
    q[1] = dying
    q[2] = meal
    q[3] = clearing
    q[4] = closure_way
    q[5] = closure_open
    q[6] = closure_speed
    q[7] = migrating
    q[8] = quiet
    q[9] = inflammation
    q[10] = recruitment
    q[11] = switching
    q[12] = regulation
    q[13] = tgf_excess
    q[14] = collagenase
    q[15] = gelatinase
    q[16] = room
    q[17] = becoming_myofibroblasts
    q[18] = procollagen
    q[19] = synthesis
    q[20] = collagen_total
    q[21] = crowding
    q[22] = perfusion
    q[23] = erythema
    q[24] = follicle_signal
    q[25] = follicle_supply


@njit(cache=True, nogil=True, error_model='numpy')
def born(p, y):
    """Species just after an injury."""
    y[0] = p[47] + p[0] + p[18] * p[3]
    y[1] = p[48] + p[0] - p[1]
    y[2] = p[49]
    y[3] = p[50] + p[3] * hill4(p[6], p[20])
    y[4] = p[51] + p[24] * hill(p[6], p[25])
    y[5] = p[52] + p[1]
    y[6] = p[121]
    y[7] = p[122]
    y[8] = p[123]
    y[9] = p[302] * (1 - p[6])
    y[10] = p[65] + p[7] * (1 - p[65])
    y[11] = p[66] * (1 - p[7] / (p[65] + p[7] + 1e-12))
    y[12] = p[93]
    y[13] = p[94]
    y[14] = p[95]
    y[15] = p[96]
    y[16] = p[140] * (1 - p[4])
    y[17] = p[141] * (1 - p[4])
    y[18] = p[237] * (1 - p[0])
    y[19] = p[142] + p[140] * p[5]
    y[20] = p[160] + p[3]
    y[21] = p[161]
    y[22] = p[162]
    y[23] = p[236] * (1 - p[0])
    y[24] = p[188]
    y[25] = p[189]
    y[26] = p[190]
    y[27] = p[191]
    y[28] = p[218]
    y[29] = p[217]
    y[30] = p[219]
    y[31] = p[272] * (1 - p[1]) + p[2]
    y[32] = p[273] * positive(1 - p[1] - p[2])
    y[33] = p[274] * positive(1 - p[1] - p[2])
    y[34] = p[275] * positive(1 - p[1] - p[2])
    y[35] = p[276] * positive(1 - p[1] - p[2])
    y[36] = p[301] + p[277] * p[3]
    y[37] = p[303]
    y[38] = p[327]
    y[39] = p[328]
    y[40] = p[329]
